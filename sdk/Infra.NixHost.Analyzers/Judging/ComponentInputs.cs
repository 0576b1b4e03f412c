namespace Infra.NixHost.Analyzers.Judging;

/// <summary>The descriptions of inputs that components must have. The provider does not know components.</summary>
internal static class ComponentInputs
{
    /// <summary>The base image of a guest that configures itself.</summary>
    public const string Image =
        "The shared base image: a `NixImage`, or the path of one in the Nix store.";

    /// <summary>Its configurations.</summary>
    public const string ConfigurationRoot =
        "The root directory of the configurations, which the guest sees at `/etc/nixos`.";

    /// <summary>Its own configuration.</summary>
    public const string HostConfiguration =
        "The directory of the guest's own `configuration.nix` below `configurationRoot`, such as `hosts/web`.";

    /// <summary>Its network.</summary>
    public const string Network = "The network of the guest, such as a `BridgeNetwork`.";

    /// <summary>Its identity.</summary>
    public const string Identity = "The identity of the guest on its LAN.";

    /// <summary>Its host name.</summary>
    public const string HostName = "The host name, which is also the name of the libvirt domain.";

    /// <summary>Its address.</summary>
    public const string Address =
        "The static IP address with prefix length, such as `192.168.1.12/24`.";
}
