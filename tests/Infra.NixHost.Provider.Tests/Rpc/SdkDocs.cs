using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>The documentation comments of the library.</summary>
internal static partial class SdkDocs
{
    /// <summary>The summaries by the name of the member, as the schema writes them.</summary>
    public static Dictionary<string, string> Of(Assembly sdk) =>
        XDocument
            .Load(Path.ChangeExtension(sdk.Location, ".xml"))
            .Descendants("member")
            .Where(m => m.Element("summary") is not null)
            .ToDictionary(
                m => m.Attribute("name")!.Value,
                m => Normalise(string.Concat(m.Element("summary")!.Nodes())),
                StringComparer.Ordinal
            );

    private static string Property(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The words of a documentation comment as the schema writes them.</summary>
    private static string Normalise(string summary)
    {
        var text = Reference()
            .Replace(
                Class().Replace(Code().Replace(summary, "`${text}`"), "${name}"),
                m => $"`{Property(m.Groups["name"].Value)}`"
            );
        return Space()
            .Replace(text, " ")
            .Trim()
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);
    }

    [GeneratedRegex("<c>(?<text>[^<]*)</c>", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(
        "<see cref=\"[PF]:[^\"]*\\.(?<name>[^\".]+)\"\\s*/>",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Reference();

    [GeneratedRegex(
        "<see cref=\"T:[^\"]*\\.(?<name>[^\".]+)\"\\s*/>",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Class();

    [GeneratedRegex("\\s+", RegexOptions.ExplicitCapture)]
    private static partial Regex Space();
}
