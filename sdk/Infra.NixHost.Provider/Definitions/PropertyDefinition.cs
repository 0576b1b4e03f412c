using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>One property of a resource, defined once for the schema, the library, Check and Diff.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type, which says its unit.</param>
/// <param name="Summary">What the user gets, without unit, default and what a change does. Backticks mark code.</param>
internal sealed record PropertyDefinition(string Name, PropertyType Type, string Summary)
{
    private readonly ChangeImpact? _impact;

    /// <summary>What the user reads: the summary, the unit, what a change does, and the default.</summary>
    public string Description =>
        string.Join(
            ' ',
            new[]
            {
                Summary,
                Type.Unit,
                Effect ?? _impact?.Words(),
                DefaultWords is { } value ? $"Default: {value}." : null,
            }.Where(sentence => !string.IsNullOrEmpty(sentence))
        );

    /// <summary>Whether its value must be known when the program runs, so that no output can be given.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether the user must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value that Check fills in when the property is absent; <c>null</c> for none.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>What holds where the user gives nothing and Check fills nothing in, in words.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The default in words; <c>null</c> for none.</summary>
    public string? DefaultWords =>
        DefaultText
        ?? Default switch
        {
            PropertyValue.String text => $"`{text.Value}`",
            PropertyValue.Number number => $"{number.Value}",
            PropertyValue.Bool flag => flag.Value ? "true" : "false",
            _ => null,
        };

    /// <summary>The default impact of a change; the handler may refine it. An input says it in its description.</summary>
    public ChangeImpact Impact
    {
        get => _impact ?? ChangeImpact.InPlace;
        init => _impact = value;
    }

    /// <summary>What a change does, where the words of the impact do not say it all.</summary>
    public string? Effect { get; init; }

    /// <summary>The reason for the impact, shown in the preview.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The place where a secret value would appear in clear text, or <c>null</c> when secrets are allowed.</summary>
    public string? SecretLeaksInto { get; init; }

    /// <summary>Whether outputs repeat the input. Contents do not, because states would hold them twice.</summary>
    public bool IsEchoed { get; init; } = true;

    /// <summary>Whether it is an output that repeats an input, and so has no default and replaces nothing.</summary>
    public bool IsEcho { get; init; }

    /// <summary>Whether Check decides on the input where the user gives none.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Its name in C#, where that is not the name on the wire with a capital.</summary>
    public string? CsharpName { get; init; }

    /// <summary>
    /// Computes an output from those that the handler writes, and what an output says of an input that was not given. Default: neither.
    /// </summary>
    public Func<PropertyMap, PropertyValue>? Derive { get; init; }
}
