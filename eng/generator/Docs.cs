using System.Text.RegularExpressions;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>Turns the words of a definition into those of a documentation comment, with references to members and classes.</summary>
/// <param name="type">The class that the comment is in.</param>
/// <param name="properties">Its properties.</param>
internal sealed partial class Docs(string type, IEnumerable<PropertyDefinition> properties)
{
    private static readonly HashSet<string> Classes =
    [
        .. Package
            .Resources.Concat(Package.Components.Select(c => c.Definition))
            .Select(r => r.Name),
    ];

    private readonly Dictionary<string, string> _members = properties
        .DistinctBy(p => p.Name)
        .ToDictionary(p => p.Name, Names.Member, StringComparer.Ordinal);

    /// <summary>The words of a property.</summary>
    public string Of(PropertyDefinition property) =>
        Of(property.Description, Types.ChoiceOf(property.Type));

    /// <summary>The words of a description.</summary>
    /// <param name="description">The words, with backticks around code.</param>
    /// <param name="choice">The choices that they may name.</param>
    public string Of(string description, ChoiceDefinition? choice = null) =>
        string.Concat(
            description
                .Split('`')
                .Select((part, i) => i % 2 == 0 ? Prose(part) : Code(part, choice))
        );

    private string Code(string code, ChoiceDefinition? choice)
    {
        var value = choice?.Values.FirstOrDefault(v => v.Value == code);
        return value is { Name: { } name } ? Reference($"{choice?.Name}.{name}")
            : _members.TryGetValue(code, out var member) ? Reference(member)
            : $"<c>{Escape(code)}</c>";
    }

    private string Prose(string text) =>
        Word()
            .Replace(
                Escape(text),
                m => Classes.Contains(m.Value) && m.Value != type ? Reference(m.Value) : m.Value
            );

    private static string Reference(string name) => $"<see cref=\"{name}\"/>";

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
