using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Adds the outputs that follow from others, so that no handler writes them, and takes them away again before a handler reads a state.
/// </summary>
internal static class ResourceOutputs
{
    /// <summary>The outputs that a handler has written. Those of an older version are the same.</summary>
    public static PropertyMap Own(ResourceDefinition definition, PropertyMap outputs) =>
        Derived(definition).Aggregate(outputs, (all, p) => all.Without(p.Name));

    /// <summary>The outputs that users see.</summary>
    public static PropertyMap Complete(ResourceDefinition definition, PropertyMap outputs) =>
        Derived(definition).Aggregate(outputs, (all, p) => all.With(p.Name, p.Derive!(outputs)));

    private static IEnumerable<PropertyDefinition> Derived(ResourceDefinition definition) =>
        definition.Outputs.Where(p => p.Derive is not null);
}
