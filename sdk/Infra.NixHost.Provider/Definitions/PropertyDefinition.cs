using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>One property of a resource, defined once for the schema, Check and Diff.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type.</param>
/// <param name="Description">What the user gets: unit, default, and what a change does. Backticks mark code.</param>
internal sealed record PropertyDefinition(string Name, PropertyType Type, string Description)
{
    /// <summary>Whether its value must be known when the program runs, so that no output can be given.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether the user must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value that Check fills in when the property is absent; <c>null</c> for none.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>The default impact of a change; the handler may refine it.</summary>
    public ChangeImpact Impact { get; init; } = ChangeImpact.InPlace;

    /// <summary>The reason for the impact, shown in the preview.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The place where a secret value would appear in clear text, or <c>null</c> when secrets are allowed.</summary>
    public string? SecretLeaksInto { get; init; }

    /// <summary>Whether outputs repeat the input. Contents do not, because states would hold them twice.</summary>
    public bool IsEchoed { get; init; } = true;

    /// <summary>Whether Check decides on the input where the user gives none.</summary>
    public bool IsDecided { get; init; }

    /// <summary>
    /// Computes an output from those that the handler writes, and what an output says of an input that was not given. Default: neither.
    /// </summary>
    public Func<PropertyMap, PropertyValue>? Derive { get; init; }
}
