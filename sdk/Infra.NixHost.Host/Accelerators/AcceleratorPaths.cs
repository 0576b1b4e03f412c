using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Accelerators;

/// <summary>The files that decide between KVM and TCG.</summary>
internal sealed record AcceleratorPaths
{
    public string CpuInfo { get; init; } = "/proc/cpuinfo";

    public string Device { get; init; } = "/dev/kvm";

    public string Users { get; init; } = "/etc/passwd";

    public string Groups { get; init; } = "/etc/group";

    /// <summary>The places of qemu.conf, which may name QEMU's user; NixOS uses the second.</summary>
    public ImmutableArray<string> QemuConfigurations { get; init; } =
    ["/etc/libvirt/qemu.conf", "/var/lib/libvirt/qemu.conf"];
}
