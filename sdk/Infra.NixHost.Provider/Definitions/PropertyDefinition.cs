using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>One property of a resource, defined once for the schema, Check and Diff.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type.</param>
/// <param name="Description">What the user gets: unit, default, and what a change does. Backticks mark code.</param>
internal sealed record PropertyDefinition(string Name, PropertyType Type, string Description)
{
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

    /// <summary>Computes an output from the resource's other outputs; <c>null</c> for a property that the handler writes.</summary>
    public Func<PropertyMap, PropertyValue>? Derive { get; init; }
}
