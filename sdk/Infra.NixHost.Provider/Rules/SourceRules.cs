namespace Infra.NixHost.Provider.Rules;

/// <summary>Rules of inputs of which exactly one is set.</summary>
internal static class SourceRules
{
    /// <summary>An image without a source.</summary>
    public const string NoImage =
        "the image has no source; set exactly one of configuration, flake, expression and storePath";

    /// <summary>A config disk without content.</summary>
    public const string NoContent =
        "the disk has no content; set exactly one of source, hostPath and files";

    /// <summary>A network card with both or none of its two.</summary>
    public const string Card = "needs exactly one of network and bridge; set one of them";

    /// <summary>A device of the host with both or none of its two.</summary>
    public const string HostDevice = "needs exactly one of pci and usb; set one of them";

    /// <summary>The sources of an image, the one that a message about none names first.</summary>
    public static readonly string[] OfImage = ["configuration", "flake", "expression", "storePath"];

    /// <summary>The sources of a config disk.</summary>
    public static readonly string[] OfContent = ["source", "hostPath", "files"];

    /// <summary>A source of an image beside a former one.</summary>
    public static string Besides(string value, string former, string formerValue) =>
        $"\"{value}\" is set besides {former} \"{formerValue}\"; keep one of them";

    /// <summary>A source of content beside a former one; the values may be secret.</summary>
    public static string Besides(string former) => $"is set besides {former}; keep one of them";
}
