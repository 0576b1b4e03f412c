namespace Infra.NixHost.Provider.Rules;

/// <summary>The descriptions of inputs that must have a value, which are part of the message when they have none.</summary>
internal static class RequiredInputs
{
    /// <summary>The image of an overlay.</summary>
    public const string OverlayImage =
        "The base image: a NixImage, or the absolute path of an image file. `onImageChange` decides what a change does.";

    /// <summary>The bridge of a network.</summary>
    public const string Bridge =
        "The name of a bridge of the host, such as `br0`. The bridge is one of the kernel or of Open vSwitch. A change is made in "
        + "place, and running guests of the stack follow.";

    /// <summary>The configuration of a system.</summary>
    public const string SystemConfiguration =
        "The path of a NixOS configuration: the root directory of a tree, or a file. Relative paths start at the program's "
        + "directory. A change builds the system anew.";

    /// <summary>The path of a guest's disk.</summary>
    public const string DiskPath =
        "The absolute path of the file, device or directory on the host, or `POOL/VOLUME` for a volume. A change restarts the guest.";

    /// <summary>The address of a guest.</summary>
    public const string Address =
        "The IP address with prefix length, such as `192.168.1.12/24`. A change is made in place.";

    /// <summary>What is told of one without a value.</summary>
    public static string Missing(string description) =>
        $"is required and has no value; set it: {description}";
}
