namespace Infra.Engine.Values.Assets;

/// <summary>How names fit into the headers of tar files.</summary>
internal static class TarNames
{
    public const int NameLength = 100;
    public const int PrefixLength = 155;

    /// <summary>The two parts of a name as a ustar header has them, or <c>null</c> when it does not fit.</summary>
    public static (string Prefix, string Name)? Split(string name)
    {
        if (!System.Text.Ascii.IsValid(name))
        {
            return null;
        }

        if (name.Length <= NameLength)
        {
            return ("", name);
        }

        var end = Math.Min(name.Length, PrefixLength + 1);
        var slash = name.LastIndexOf('/', end - 1, end);
        var rest = name.Length - slash - 1;
        return slash is > 0 and <= PrefixLength && rest is > 0 and <= NameLength
            ? (name[..slash], name[(slash + 1)..])
            : null;
    }

    /// <summary>The name of the extension header of a file whose own name does not fit.</summary>
    public static string OfExtension(string name)
    {
        var slash = name.LastIndexOf('/') + 1;
        var full = Ascii(EntryNames.Clean($"{name[..slash]}PaxHeaders.0/{name[slash..]}"));
        return (full.Length > NameLength ? full[..NameLength] : full).TrimEnd('/');
    }

    /// <summary>The ASCII part of a name, for readers that ignore extensions.</summary>
    public static string Ascii(string name) =>
        string.Concat(
            name.EnumerateRunes().Where(rune => rune.IsAscii).Select(rune => rune.ToString())
        );
}
