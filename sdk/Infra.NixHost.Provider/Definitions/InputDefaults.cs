using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>The defaults of definitions, by which readers of inputs fall back.</summary>
internal static class InputDefaults
{
    /// <summary>The defaults by name; a structure, and each item of a list of structures, has those of its parts.</summary>
    public static PropertyMap Of(ImmutableArray<PropertyDefinition> properties) =>
        PropertyMap.Create(
            from property in properties
            let value = property.Default ?? OfParts(property.Type)
            where value is not null
            select KeyValuePair.Create(property.Name, value)
        );

    private static PropertyValue? OfParts(PropertyType type) =>
        type switch
        {
            PropertyType.Structure structure => structure.Definition.Defaults,
            PropertyType.List list => OfParts(list.Element),
            _ => null,
        };
}
