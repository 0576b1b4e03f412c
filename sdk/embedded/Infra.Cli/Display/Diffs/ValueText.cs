using System.Globalization;
using System.Text.Json;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Display.Diffs;

/// <summary>Formats property values for people. Secrets are masked, and long texts are cut.</summary>
internal sealed class ValueText(DisplayOptions options)
{
    private const int LongText = 150;
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Unwraps an output value, and a secret when secrets are shown.</summary>
    public PropertyValue Reveal(PropertyValue value) =>
        value switch
        {
            PropertyValue.Output { Element: null } => PropertyValue.Computed.Instance,
            PropertyValue.Output { IsSecret: true } output => Reveal(
                new PropertyValue.Secret(output.Element)
            ),
            PropertyValue.Output output => Reveal(output.Element),
            PropertyValue.Secret secret when options.ShowSecrets => Reveal(secret.Element),
            _ => value,
        };

    /// <summary>Formats a value in one line, or returns <c>null</c> for lists and maps.</summary>
    public string? Scalar(PropertyValue value) =>
        Reveal(value) switch
        {
            PropertyValue.Null => "null",
            PropertyValue.Bool { Value: var flag } => flag ? "true" : "false",
            PropertyValue.Number { Value: var number } => number.ToString(
                "R",
                CultureInfo.InvariantCulture
            ),
            PropertyValue.String { Value: var text } => Quote(text),
            PropertyValue.Secret => "[secret]",
            PropertyValue.Computed => "[unknown]",
            PropertyValue.Array { Items.Length: 0 } => "[]",
            PropertyValue.Object { Properties.Count: 0 } => "{}",
            PropertyValue.Asset asset => Asset(
                "asset",
                asset.Path ?? asset.Uri ?? asset.Text,
                asset.Hash
            ),
            PropertyValue.Archive archive => Asset(
                "archive",
                archive.Path ?? archive.Uri,
                archive.Hash
            ),
            PropertyValue.ResourceReference reference => Urn.TryParse(reference.Urn) is { } urn
                ? $"resource {urn.Type} {urn.Name}"
                : reference.Urn,
            _ => null,
        };

    /// <summary>The text of a multi-line string, or <c>null</c> for other values.</summary>
    public string? Lines(PropertyValue value) =>
        Reveal(value) is PropertyValue.String { Value: var text }
        && text.TrimEnd('\n').Contains('\n', StringComparison.Ordinal)
            ? text
            : null;

    private string Quote(string text)
    {
        var quoted = JsonSerializer.Serialize(text, Relaxed);
        return options.ShowFullOutput || quoted.Length <= LongText
            ? quoted
            : $"{quoted.AsSpan(0, LongText)}…\" ({text.Length} characters)";
    }

    private string Asset(string kind, string? origin, string? hash)
    {
        var where = origin is null ? "" : Quote(origin);
        var what = hash is null
            ? ""
            : $"{(where.Length > 0 ? " " : "")}{hash[..Math.Min(7, hash.Length)]}";
        return $"{kind}({where}{what})";
    }
}
