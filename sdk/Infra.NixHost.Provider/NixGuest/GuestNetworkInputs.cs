using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>A network card of a guest.</summary>
/// <param name="Network">The libvirt network.</param>
/// <param name="Bridge">The host's bridge.</param>
/// <param name="Mac">The MAC address the user chose.</param>
/// <param name="Model">The model.</param>
/// <param name="Vlan">The VLAN tag.</param>
internal sealed record GuestNetworkInputs(
    string? Network,
    string? Bridge,
    string? Mac,
    string Model,
    int? Vlan
)
{
    /// <summary>Reads a network card of the inputs.</summary>
    public static GuestNetworkInputs Read(InputReader reader) =>
        new(
            reader.Text("network"),
            reader.Text("bridge"),
            reader.Text("mac"),
            reader.TextOrDefault("model"),
            reader.Integer("vlan")
        );
}
