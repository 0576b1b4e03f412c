using Pulumi;

namespace Infra.NixHost;

/// <remarks>
/// The disks are, in this order: the guest's own disk on the base image; the configuration root (<c>/etc/nixos</c>); the guest's own
/// configuration (<c>/etc/nixos/hosts/self</c>); with <see cref="SshAccess.HostDirectory"/> the host's SSH directory; the manifest of the
/// bootstrap service; and, if the host builds the system, the store paths that the base image lacks.
/// </remarks>
/// <example>
/// <code>
/// var image = new NixImage("base", new() { Configuration = "base.nix" });
/// var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
/// var web = new SelfConfiguringGuest(
///     "web",
///     new()
///     {
///         Image = image,
///         ConfigurationRoot = "guests",
///         HostConfiguration = "hosts/web",
///         Network = lan,
///         Identity = new() { HostName = "web", Address = "192.168.1.12/24" },
///     }
/// );
/// </code>
/// </example>
public sealed partial class SelfConfiguringGuest
{
    /// <summary>Adds the guest with its disks to the stack.</summary>
    /// <param name="name">The name, unique among the SelfConfiguringGuest components of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public SelfConfiguringGuest(
        string name,
        SelfConfiguringGuestArgs args,
        ComponentResourceOptions? options = null
    )
        : base("nixhost:index:SelfConfiguringGuest", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        Guest = new SelfConfiguringGuestParts(this, name, args).CreateGuest();
        Address = Guest.IpAddresses.Apply(addresses => addresses.FirstOrDefault() ?? "");
        ConfiguredSystem = Guest.ConfiguredSystem;
        ConfigHash = Guest.ConfigHash;
        SshHostKey = Guest.SshHostKey;
        RegisterOutputs(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["address"] = Address,
                ["configuredSystem"] = ConfiguredSystem,
                ["configHash"] = ConfigHash,
                ["sshHostKey"] = SshHostKey,
            }
        );
    }

    /// <summary>The guest.</summary>
    public NixGuest Guest { get; }
}
