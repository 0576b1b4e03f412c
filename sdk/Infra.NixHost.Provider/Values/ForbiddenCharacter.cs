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
    public static string? In(string text)
    {
        foreach (var character in text)
        {
            if (Is(character))
            {
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}");
            }
        }

        return null;
    }

    /// <summary>Whether a character is one. Half of a pair is none, because texts of the protocol have whole pairs.</summary>
    public static bool Is(char character) =>
        !char.IsSurrogate(character) && !XmlConvert.IsXmlChar(character);
}
