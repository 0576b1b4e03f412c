using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Engine.Json;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>Configuration values as YAML text.</summary>
internal static partial class YamlRendering
{
    private const int IndentSize = 2;

    /// <summary>Whether a value fits on the line of its name.</summary>
    public static bool IsInline(ConfigValue value) =>
        value switch
        {
            ConfigValue.Secure => false,
            ConfigValue.List list => list.Items.IsEmpty,
            ConfigValue.Map map => map.Entries.IsEmpty,
            _ => true,
        };

    /// <summary>A value that fits on one line.</summary>
    public static string Inline(ConfigValue value) =>
        value switch
        {
            ConfigValue.Text text => Text(text.Value),
            ConfigValue.Bool flag => flag.Value ? "true" : "false",
            ConfigValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
            ConfigValue.Number number => Number(number.Value),
            ConfigValue.List => "[]",
            ConfigValue.Map => "{}",
            _ => "null",
        };

    /// <summary>A text, unquoted when it can be.</summary>
    public static string Text(string text) =>
        Safe().IsMatch(text)
        && YamlScalars.ReadsAsText(text)
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.EndsWith(':')
            ? text
            : GoJson.Serialize(text);

    /// <summary>A value over several lines; the first has no indent, the others begin with <paramref name="indent"/> spaces.</summary>
    public static IEnumerable<string> Block(ConfigValue value, int indent)
    {
        var margin = new string(' ', indent);
        var first = true;
        foreach (var line in Lines(value))
        {
            yield return first ? line : margin + line;
            first = false;
        }
    }

    /// <summary>An entry of a mapping, over as many lines as it takes; only the lines after the first are indented.</summary>
    public static string Entry(string name, ConfigValue value, int indent, string newLine) =>
        string.Join(newLine, Block(Single(name, value), indent));

    /// <summary>An item of a list, likewise.</summary>
    public static string Item(ConfigValue value, int indent, string newLine) =>
        string.Join(newLine, Block(new ConfigValue.List([value]), indent));

    private static ConfigValue.Map Single(string name, ConfigValue value) =>
        (ConfigValue.Map)ConfigTree.Set(null, [new ConfigStep(name, 0)], value);

    private static IEnumerable<string> Lines(ConfigValue value)
    {
        var margin = new string(' ', IndentSize);
        switch (value)
        {
            case ConfigValue.Secure secure:
                yield return $"secure: {Text(secure.Ciphertext)}";
                break;
            case ConfigValue.Map map when !map.Entries.IsEmpty:
                foreach (var (name, entry) in map.Entries)
                {
                    if (IsInline(entry))
                    {
                        yield return $"{Text(name)}: {Inline(entry)}";
                        continue;
                    }

                    yield return $"{Text(name)}:";
                    foreach (var line in Lines(entry))
                    {
                        yield return margin + line;
                    }
                }

                break;
            case ConfigValue.List list when !list.Items.IsEmpty:
                foreach (var item in list.Items)
                {
                    var first = true;
                    foreach (var line in Lines(item))
                    {
                        yield return (first ? "- " : margin) + line;
                        first = false;
                    }
                }

                break;
            default:
                yield return Inline(value);
                break;
        }
    }

    private static string Number(double value)
    {
        var text = GoText.Number(value);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? $"{text}.0" : text;
    }

    /// <summary>Matches texts without characters that are special in YAML.</summary>
    [GeneratedRegex(
        @"\A[A-Za-z0-9_./+=~$][A-Za-z0-9_./+=~$:@%()<>^, -]*(?<! )\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Safe();
}
