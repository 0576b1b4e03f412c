namespace Infra.NixHost.Provider.Rules;

/// <summary>The descriptions of inputs that must have a value, which are part of the message when they have none.</summary>
internal static class RequiredInputs
{
    /// <summary>The image of an overlay.</summary>
    public const string OverlayImage =
        "The base image: a NixImage, or the absolute path of an image file.";

    /// <summary>What a change of it does.</summary>
    public const string OnImageChangeDecides = "`onImageChange` decides what a change does.";

    /// <summary>The bridge of a network.</summary>
    public const string Bridge =
        "The name of a bridge of the host, such as `br0`. The bridge is one of the kernel or of Open vSwitch.";

    /// <summary>The configuration of a system.</summary>
    public const string SystemConfiguration =
        "The path of a NixOS configuration: the root directory of a tree, or a file. Relative paths start at the program's directory.";

    /// <summary>The path of a guest's disk.</summary>
    public const string DiskPath =
        "The absolute path of the file, device or directory on the host, or `POOL/VOLUME` for a volume.";

    /// <summary>The address of a guest.</summary>
    public const string Address = "The IP address with prefix length, such as `192.168.1.12/24`.";

    /// <summary>The base image of a guest that configures itself.</summary>
    public const string SharedImage =
        "The shared base image: a NixImage, or the path of one in the Nix store. Its configuration imports `guest.nix` and "
        + "`bootstrap.nix`.";

    /// <summary>Its configurations.</summary>
    public const string ConfigurationRoot =
        "The root directory of the configurations, which the guest sees at `/etc/nixos`. It is copied into the Nix store, so it must "
        + "contain no secrets. Relative paths start at the program's directory.";

    /// <summary>Its own configuration.</summary>
    public const string HostConfiguration =
        "The directory of the guest's own `configuration.nix` below `configurationRoot`, such as `hosts/web`. The guest also sees it "
        + "at `/etc/nixos/hosts/self`.";

    /// <summary>Its network.</summary>
    public const string Network = "The network of the guest, such as a BridgeNetwork.";

    /// <summary>Its identity.</summary>
    public const string Identity = "The identity of the guest on its LAN.";

    /// <summary>Its host name.</summary>
    public const string IdentityHostName =
        "The host name, which is also the name of the libvirt domain.";

    /// <summary>Its address.</summary>
    public const string IdentityAddress =
        "The static IP address with prefix length, such as `192.168.1.12/24`.";

    /// <summary>What is told of one without a value.</summary>
    public static string Missing(string description) =>
        $"is required and has no value; set it: {description}";
}
