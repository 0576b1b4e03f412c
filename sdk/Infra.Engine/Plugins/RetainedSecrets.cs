using Infra.Protocol.Values;

namespace Infra.Engine.Plugins;

/// <summary>Keeps secret what went to a plugin as a secret and came back in clear.</summary>
internal static class RetainedSecrets
{
    /// <summary>The answer, with values secret whose counterparts of the same name in what was given are.</summary>
    public static PropertyMap Mark(PropertyMap answer, PropertyMap given) =>
        given.ContainsSecrets
            ? answer.Select(
                (name, value) =>
                    given.Get(name) is { } counterpart ? Mark(value, counterpart) : value
            )
            : answer;

    private static PropertyValue Mark(PropertyValue value, PropertyValue given) =>
        (value, given) switch
        {
            (PropertyValue.Secret, _) => value,
            (_, PropertyValue.Secret) => new PropertyValue.Secret(value),
            (PropertyValue.Object v, PropertyValue.Object g) => Mark(v.Properties, g.Properties),
            (PropertyValue.Array v, PropertyValue.Array g) => new PropertyValue.Array([
                .. v.Items.Select((item, i) => i < g.Items.Length ? Mark(item, g.Items[i]) : item),
            ]),
            _ => value,
        };
}
