using System.Globalization;
using Infra.Engine.Workspace.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>What unquoted YAML scalars mean, by YAML's core schema.</summary>
internal static class YamlScalars
{
    private static readonly string[] NullWords = ["", "~", "null", "Null", "NULL"];
    private static readonly string[] TrueWords = ["true", "True", "TRUE"];
    private static readonly string[] FalseWords = ["false", "False", "FALSE"];

    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain } scalar
        && NullWords.Contains(scalar.Value ?? "");

    public static ConfigValue Read(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        return scalar.Style != ScalarStyle.Plain || IsText(scalar) ? new ConfigValue.Text(text)
            : NullWords.Contains(text) ? new ConfigValue.Null()
            : TrueWords.Contains(text) ? new ConfigValue.Bool(true)
            : FalseWords.Contains(text) ? new ConfigValue.Bool(false)
            : ReadInteger(text) is { } integer ? new ConfigValue.Integer(integer)
            : ReadNumber(text) is { } number ? new ConfigValue.Number(number)
            : new ConfigValue.Text(text);
    }

    /// <summary>Whether a text can stand unquoted and still be read as the same text.</summary>
    public static bool ReadsAsText(string text) =>
        Read(new(text) { Style = ScalarStyle.Plain }) is ConfigValue.Text;

    private static bool IsText(YamlScalarNode scalar) =>
        !scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str";

    private static long? ReadInteger(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var digits = text.TrimStart('-', '+');
        if (text.Length - digits.Length > 1 || digits.Length == 0)
        {
            return null;
        }

        try
        {
            return digits switch
            {
                ['0', 'x', .. var hex] => sign * Convert.ToInt64(hex, 16),
                ['0', 'o', .. var octal] => sign * Convert.ToInt64(octal, 8),
                _ when digits.All(char.IsAsciiDigit) => long.Parse(
                    text,
                    CultureInfo.InvariantCulture
                ),
                _ => null,
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static double? ReadNumber(string text) =>
        text.Any(char.IsAsciiDigit)
        && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;
}
