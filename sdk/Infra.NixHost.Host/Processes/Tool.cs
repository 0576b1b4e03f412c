namespace Infra.NixHost.Hosts.Processes;

/// <summary>A program that this project starts, with the packages that provide it.</summary>
internal sealed record Tool(string Program, string DebianPackage, string NixosHint)
{
    public static Tool NixInstantiate { get; } = Nix("nix-instantiate");

    public static Tool NixStore { get; } = Nix("nix-store");

    public static Tool NixCopyClosure { get; } = Nix("nix-copy-closure");

    public static Tool NixCommand { get; } = Nix("nix");

    public static Tool QemuImg { get; } =
        new("qemu-img", "qemu-utils", "environment.systemPackages = [ pkgs.qemu-utils ]");

    public static Tool GenIsoImage { get; } =
        new("genisoimage", "genisoimage", "environment.systemPackages = [ pkgs.cdrkit ]");

    public static Tool OvsVsctl { get; } =
        new("ovs-vsctl", "openvswitch-switch", "virtualisation.vswitch.enable = true");

    public static Tool Ssh { get; } = new("ssh", "openssh-client", "programs.ssh.package");

    public static Tool Shell { get; } = new("sh", "dash", "the system always has it");

    public static Tool SetSid { get; } =
        new("setsid", "util-linux", "environment.systemPackages = [ pkgs.util-linux ]");

    public static Tool Ip { get; } = new("ip", "iproute2", "the system always has it");

    /// <summary>The failure of a host that lacks the program.</summary>
    public HostException Missing(IReadOnlyCollection<string> directories) =>
        new(
            "tool-missing",
            $"The program '{Program}' is not in PATH ({string.Join(':', directories)}). "
                + $"Install it: Debian `apt-get install {DebianPackage}`, NixOS `{NixosHint}`."
        );

    private static Tool Nix(string program) => new(program, "nix-bin", "nix.enable = true");
}
