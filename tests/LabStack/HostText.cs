using Infra.NixHost;

namespace LabStack;

/// <summary>The host's facts as the outputs of a program.</summary>
internal static class HostText
{
    public static Dictionary<string, object?> Of(GetHostResult host) =>
        new(StringComparer.Ordinal)
        {
            ["libvirt"] = host.LibvirtVersion,
            ["qemu"] = host.QemuVersion,
            ["nix"] = host.NixVersion,
            ["accelerator"] = host.Accelerator,
            ["bridges"] = host.Bridges.Select(b => $"{b.Name} {b.HasCarrier}").ToList(),
            ["memory"] = (double)host.Memory.Bytes,
            ["freeDisk"] = (double)host.FreeDisk.Bytes,
            ["problems"] = host.Problems.Select(p => $"{p.Code} {p.Fatal}").ToList(),
        };
}
