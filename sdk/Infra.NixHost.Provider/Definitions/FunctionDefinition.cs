using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>One function of the package.</summary>
/// <param name="Name">Its name, e.g. <c>getHost</c>.</param>
/// <param name="Description">What the user gets.</param>
/// <param name="Inputs">What the user gives.</param>
/// <param name="Outputs">What the user reads.</param>
internal sealed record FunctionDefinition(
    string Name,
    string Description,
    ImmutableArray<PropertyDefinition> Inputs,
    ImmutableArray<PropertyDefinition> Outputs
)
{
    /// <summary>The function's token, e.g. <c>nixhost:index:getHost</c>.</summary>
    public string Token => ResourceDefinition.TokenOf(Name);
}
