using System.Collections.Immutable;

namespace Infra.NixHost.Host.Accelerators;

/// <summary>The files that tell what can run a guest.</summary>
internal sealed record AcceleratorPaths
{
    public string CpuInfo { get; init; } = "/proc/cpuinfo";

    public string Device { get; init; } = "/dev/kvm";

    public string Users { get; init; } = "/etc/passwd";

    public string Groups { get; init; } = "/etc/group";

    /// <summary>qemu.conf may name another user; NixOS keeps it in the second place.</summary>
    public ImmutableArray<string> QemuConfigurations { get; init; } =
    ["/etc/libvirt/qemu.conf", "/var/lib/libvirt/qemu.conf"];
}
