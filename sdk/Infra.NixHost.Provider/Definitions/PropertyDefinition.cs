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

    /// <summary>What Check fills in when it is absent; <c>null</c> for nothing.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>What a change of it does, unless the handler knows better in the particular case.</summary>
    public ChangeImpact Impact { get; init; } = ChangeImpact.InPlace;

    /// <summary>Why a change of it does that, for the preview.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where a secret value would end up in clear text, or <c>null</c> when a secret is fine.</summary>
    public string? SecretLeaksInto { get; init; }
}
