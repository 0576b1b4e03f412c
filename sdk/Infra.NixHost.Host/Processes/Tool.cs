namespace Infra.NixHost.Host.Processes;

/// <summary>A program this project starts, and where a user gets it when it is missing.</summary>
internal sealed record Tool(string Program, string DebianPackage, string NixosHint)
{
    public static Tool NixInstantiate { get; } = Nix("nix-instantiate");

    public static Tool NixStore { get; } = Nix("nix-store");

    public static Tool NixCommand { get; } = Nix("nix");

    public static Tool QemuImg { get; } =
        new("qemu-img", "qemu-utils", "environment.systemPackages = [ pkgs.qemu-utils ]");

    public static Tool GenIsoImage { get; } =
        new("genisoimage", "genisoimage", "environment.systemPackages = [ pkgs.cdrkit ]");

    public static Tool OvsVsctl { get; } =
        new("ovs-vsctl", "openvswitch-switch", "virtualisation.vswitch.enable = true");

    private static Tool Nix(string program) => new(program, "nix-bin", "nix.enable = true");
}
