using System.Globalization;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Adds the outputs that no handler writes: those that follow from others, and the inputs as they were applied. They are taken away again
/// before a handler reads a state, so that a state without them is the same.
/// </summary>
internal static class ResourceOutputs
{
    /// <summary>The outputs that a handler has written.</summary>
    public static PropertyMap Own(ResourceDefinition definition, PropertyMap outputs) =>
        definition
            .Outputs.Where(p => p.Derive is not null)
            .Concat(definition.Echoes)
            .Aggregate(outputs, (all, p) => all.Without(p.Name));

    /// <summary>The outputs that users see.</summary>
    /// <param name="definition">The resource.</param>
    /// <param name="inputs">The checked inputs; secrets among them stay secret.</param>
    /// <param name="outputs">The outputs that the handler has written.</param>
    public static PropertyMap Complete(
        ResourceDefinition definition,
        PropertyMap inputs,
        PropertyMap outputs
    )
    {
        var own = Own(definition, outputs);
        // Only outputs that are derived are left.
        var all = definition
            .Outputs.Where(p => p.Derive is not null)
            .Aggregate(own, (found, p) => found.With(p.Name, p.Derive!(own)));
        foreach (var echo in definition.Echoes)
        {
            if (
                (inputs.Get(echo.Name) ?? echo.Derive?.Invoke(own) ?? Empty(echo.Type)) is { } value
            )
            {
                all = all.With(echo.Name, InOneType(echo.Type, value));
            }
        }

        return all;
    }

    private static PropertyValue? Empty(PropertyType type) =>
        type switch
        {
            PropertyType.List => PropertyValue.List(Enumerable.Empty<PropertyValue>()),
            PropertyType.Map => PropertyMap.Empty,
            _ => null,
        };

    /// <summary>Some inputs take two types, and an output has one.</summary>
    private static PropertyValue InOneType(PropertyType type, PropertyValue value) =>
        (type, value) switch
        {
            (_, PropertyValue.Secret secret) => new PropertyValue.Secret(
                InOneType(type, secret.Element)
            ),
            (PropertyType.Size or PropertyType.Duration, PropertyValue.Number number) =>
                number.Value.ToString("0.######", CultureInfo.InvariantCulture),
            (PropertyType.Flag, PropertyValue.String text) => text.Value == "true",
            _ => value,
        };
}
