using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.GetHost;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.Host;

/// <summary>The properties of Host.</summary>
internal static class HostDefinition
{
    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "Host",
            "A machine with libvirt and Nix on which resources are made that name it as their `host`: this machine, or one behind ssh. A create, "
                + "and a preview of it, connects and looks at the host like `getHost`, and changes nothing there. It fails where nothing works on the host, "
                + "and warns of everything else that is missing. A delete forgets the host.",
            [
                .. HostSettings.Definitions.Select(setting =>
                    setting with
                    {
                        Effect = HostSettings.Kept.Contains(setting.Name)
                            ? "A change is refused, because resources are found by it; in place of it, make another Host."
                            : "A change is made in place, unless it leads to another machine.",
                    }
                ),
            ],
            [
                new(
                    HostStructures.Uuid,
                    new PropertyType.Text(),
                    "The UUID of the machine, as libvirt tells it on the host. It is the same under every address."
                )
                {
                    IsRequired = true,
                },
                new(
                    "connection",
                    new PropertyType.Structure(HostStructures.Connection),
                    "The machine and the way to it, which the input `host` of other resources takes."
                )
                {
                    IsRequired = true,
                },
                // What is free changes all the time, and a refresh would report it.
                .. GetHostDefinition.Function.Outputs.Where(p => !IsFreeSpace(p.Name)),
            ]
        )
        {
            Noun = "a host",
            ImportId =
                "its address, as `ssh://root@attic.lan`, or the UUID of the machine of the provider's own host",
            HasOwner = false,
        };

    /// <summary>Whether a fact of getHost is about what is free at the moment.</summary>
    public static bool IsFreeSpace(string name) =>
        name.StartsWith("free", StringComparison.Ordinal);
}
