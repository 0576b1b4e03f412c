using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Finds the property whose value a foreign text quotes, such as the path of a disk in an error of libvirt.</summary>
internal static partial class QuotedProperty
{
    /// <summary>Shorter values, such as numbers, would be found by chance.</summary>
    private const int ShortestValue = 3;

    /// <summary>The path of the property, or <c>null</c>. Secrets are left out, so that nothing is told about their values.</summary>
    public static string? Find(string text, PropertyMap inputs)
    {
        var quoted = Quoted()
            .Matches(text)
            .Select(m => m.Groups["value"].Value)
            .Where(v => v.Length >= ShortestValue)
            .ToHashSet(StringComparer.Ordinal);
        return quoted.Count == 0
            ? null
            : Leaves("", new PropertyValue.Object(inputs))
                .FirstOrDefault(leaf => quoted.Contains(leaf.Value))
                .Path;
    }

    private static IEnumerable<(string Path, string Value)> Leaves(
        string path,
        PropertyValue? value
    ) =>
        value switch
        {
            PropertyValue.String text => [(path, text.Value)],
            PropertyValue.Output { IsSecret: false } output => Leaves(path, output.Element),
            PropertyValue.Array array => array.Items.SelectMany(
                (item, i) => Leaves(PropertyPath.Join(path, i), item)
            ),
            PropertyValue.Object map => map.Properties.SelectMany(p =>
                Leaves(PropertyPath.Join(path, p.Key), p.Value)
            ),
            _ => [],
        };

    [GeneratedRegex(
        "['\"‘“](?<value>[^'\"’”\\n]+)['\"’”]",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Quoted();
}
