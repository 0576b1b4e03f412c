using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>A structured input type of the package.</summary>
/// <param name="Name">Its type name, e.g. <c>GuestDisk</c>.</param>
/// <param name="Description">What it describes.</param>
/// <param name="Properties">Its properties.</param>
internal sealed record StructureDefinition(
    string Name,
    string Description,
    ImmutableArray<PropertyDefinition> Properties
)
{
    /// <summary>The defaults of the properties.</summary>
    public PropertyMap Defaults { get; } = InputDefaults.Of(Properties);
}
