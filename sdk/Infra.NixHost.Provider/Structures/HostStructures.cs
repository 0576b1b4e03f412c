using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Structures;

/// <summary>The structures that tell resources their host.</summary>
internal static class HostStructures
{
    /// <summary>The property that identifies the machine.</summary>
    public const string Uuid = "uuid";

    /// <summary>How a host is reached.</summary>
    public static StructureDefinition Connection { get; } =
        new(
            "HostConnection",
            "A machine and the way to it. A `Host` has it as output `connection`.",
            [
                new(
                    Uuid,
                    new PropertyType.Text(),
                    "The UUID of the machine, as libvirt tells it on the host. An address that leads to another machine is refused."
                )
                {
                    IsRequired = true,
                },
                .. HostSettings.Definitions,
            ]
        );
}
