namespace Infra.NixHost.Hosts;

/// <summary>The messages of all preconditions that this project checks.</summary>
internal static class HostProblems
{
    private const long LowSpace = 1L << 30;

    public static HostProblem NoBridge { get; } =
        new(
            "bridge-none",
            false,
            "The host has no bridge, which a BridgeNetwork needs.",
            "NixOS `networking.bridges.br0.interfaces = [ \"eno1\" ];`, Debian bridge-utils in /etc/network/interfaces; `ip link add br0 type bridge` for a trial."
        );

    public static HostProblem NoKvm(string reason) =>
        new(
            "kvm-unavailable",
            false,
            $"Guests run under TCG, many times slower than under KVM. {reason}",
            "Enable virtualization in the firmware (on a virtual host: nested virtualization), and allow QEMU's user to open /dev/kvm."
        );

    public static HostProblem OldLibvirt(Version version) =>
        new(
            "libvirt-old",
            true,
            $"libvirt {version} is older than 8.0, which guests' definitions need.",
            "Upgrade libvirt."
        );

    public static HostProblem NoQemu(string reason) =>
        new(
            "qemu-missing",
            true,
            $"libvirt finds no QEMU to start guests with: {reason}",
            "Debian `apt-get install qemu-system-x86`, NixOS `virtualisation.libvirtd.enable = true;`, then restart libvirtd."
        );

    public static HostProblem OldNix(Version version) =>
        new(
            "nix-old",
            false,
            $"Nix {version} cannot evaluate a current nixpkgs: that needs 2.18 or newer.",
            "Upgrade Nix, or use a nixpkgs older than NixOS 25.11."
        );

    /// <summary>The problem of a missing program.</summary>
    public static HostProblem Missing(string program, bool isFatal, HostException failure) =>
        new($"{program}-missing", isFatal, failure.Message, HintOf(failure));

    /// <summary>The problem of a program that cannot be asked for another reason.</summary>
    public static HostProblem Of(HostException failure) =>
        new(failure.Code, true, failure.Message, HintOf(failure));

    public static IEnumerable<HostProblem> OfSpace(string directory, long free) =>
        free < LowSpace
            ?
            [
                new(
                    "disk-low",
                    false,
                    $"Only {free / (1 << 20)} MiB are free under '{directory}'.",
                    $"Free space: `df -h {directory}`; `nix-collect-garbage` removes store paths that nothing uses."
                ),
            ]
            : [];

    /// <summary>The message of a failure already ends in the next step.</summary>
    private static string HintOf(HostException failure)
    {
        var end = failure.Message.TrimEnd('.').LastIndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? failure.Message : failure.Message[(end + 2)..];
    }
}
