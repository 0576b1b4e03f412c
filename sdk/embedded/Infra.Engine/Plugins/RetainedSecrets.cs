using Infra.Protocol.Values;

namespace Infra.Engine.Plugins;

/// <summary>Marks values as secret again that a plugin got as secrets and returned in clear.</summary>
internal static class RetainedSecrets
{
    /// <summary>The answer, in which each value is secret whose given value of the same name was secret.</summary>
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
