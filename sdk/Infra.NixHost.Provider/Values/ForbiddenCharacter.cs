using System.Globalization;
using System.Xml;

namespace Infra.NixHost.Provider.Values;

/// <summary>
/// Finds characters that XML 1.0 cannot hold: control characters but tab and line ends, and U+FFFE and U+FFFF. Definitions of libvirt are XML, and so
/// are the owner's tags in them.
/// </summary>
internal static class ForbiddenCharacter
{
    /// <summary>The first such character as <c>U+001B</c>; <c>null</c> where there is none.</summary>
    public static string? In(string text) => First(text, Is);

    /// <summary>The same for a name, which has no control character at all.</summary>
    public static string? InName(string name) => First(name, c => char.IsControl(c) || Is(c));

    // Half of a pair is none, because texts of the protocol have whole pairs.
    private static bool Is(char character) =>
        !char.IsSurrogate(character) && !XmlConvert.IsXmlChar(character);

    private static string? First(string text, Func<char, bool> isForbidden)
    {
        foreach (var character in text.Where(isForbidden))
        {
            return string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}");
        }

        return null;
    }
}
