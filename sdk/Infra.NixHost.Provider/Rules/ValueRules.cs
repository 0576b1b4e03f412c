using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Rules;

/// <summary>
/// What single values must be like, in the words of a preview. The analyzer of the package Infra.NixHost compiles the files of this folder
/// too, so that the editor says the same; they need nothing of the provider but sizes, durations and addresses.
/// </summary>
internal static class ValueRules
{
    /// <summary>What a text of a size is not, and what to give instead.</summary>
    public const string NoSize = "is not a valid size; give " + ByteSize.Expected;

    /// <summary>What a text of a duration is not, and what to give instead.</summary>
    public const string NoDuration = "is not a valid duration; give " + DurationText.Expected;

    private const int MostVlans = 4094;
    private const int LongestHostName = 63;

    /// <summary>Why a text is not a size; <c>null</c> when it is one.</summary>
    public static string? Size(string text) =>
        ByteSize.TryParse(text, out _) ? null : $"\"{text}\" {NoSize}";

    /// <summary>Why a text is not a duration; <c>null</c> when it is one.</summary>
    public static string? Duration(string text) =>
        DurationText.TryParse(text, out _) ? null : $"\"{text}\" {NoDuration}";

    /// <summary>Why a text is not the size of a configuration's image.</summary>
    public static string? ImageSize(string text) =>
        text == "auto" || (ByteSize.TryParse(text, out var size) && size > 0)
            ? null
            : $"\"{text}\" is not a valid size; give \"auto\", or {ByteSize.Expected}";

    /// <summary>Why a number is not a VLAN tag.</summary>
    public static string? Vlan(int vlan) =>
        vlan is >= 1 and <= MostVlans
            ? null
            : $"{vlan} is not a VLAN tag; give one from 1 to {MostVlans}";

    /// <summary>Why a text is not a name for a network.</summary>
    public static string? NetworkName(string name) =>
        name.Length == 0 || name.Any(c => c == '/' || char.IsControl(c))
            ? $"\"{name}\" is not a valid name for a network; give one without /"
            : null;

    /// <summary>Why a text is not a host name.</summary>
    public static string? HostName(string name) =>
        name.Length is > 0 and <= LongestHostName
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-'
            ? null
            : $"\"{name}\" is not a valid host name; give 1 to {LongestHostName} characters of A-Z a-z 0-9 and - that begin and end with a letter or digit";

    /// <summary>Why a path is not one that a directory or an image on the host can have.</summary>
    public static string? HostPath(string path) =>
        IsAbsolute(path)
            ? null
            : $"\"{path}\" is not an absolute path on the host; begin it with /";

    /// <summary>Whether a path of the host is absolute. Hosts are Linux, wherever the program is written.</summary>
    public static bool IsAbsolute(string path) => path.Length > 0 && path[0] == '/';
}
