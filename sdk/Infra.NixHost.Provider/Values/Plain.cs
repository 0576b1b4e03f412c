using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Values;

/// <summary>Looks at property values without their wrappers.</summary>
internal static class Plain
{
    /// <summary>The value inside secrets and outputs; <c>null</c> for nothing, <see cref="PropertyValue.Computed"/> for the unknown.</summary>
    public static PropertyValue? Of(PropertyValue? value) =>
        value switch
        {
            PropertyValue.Secret secret => Of(secret.Element),
            PropertyValue.Output output => Of(output.Element ?? PropertyValue.Computed.Instance),
            PropertyValue.Null => null,
            _ => value,
        };

    /// <summary>The same value with the mark of a secret on each of its items instead of around them.</summary>
    public static PropertyValue? Spread(PropertyValue? value) =>
        value is PropertyValue.Secret or PropertyValue.Output { IsSecret: true }
            ? Of(value) switch
            {
                PropertyValue.Object item => item.Properties.Select(
                    (_, v) => new PropertyValue.Secret(v)
                ),
                PropertyValue.Array array => PropertyValue.List(
                    array.Items.Select(i => new PropertyValue.Secret(i))
                ),
                _ => value,
            }
            : value;

    /// <summary>Whether the value, or anything in it, is not known yet.</summary>
    public static bool HasUnknown(PropertyValue? value) =>
        Of(value) switch
        {
            PropertyValue.Computed => true,
            PropertyValue.Array array => array.Items.Any(HasUnknown),
            PropertyValue.Object item => item.Properties.Values.Any(HasUnknown),
            _ => false,
        };

    /// <summary>Whether the value, or anything in it, is a secret.</summary>
    public static bool HasSecret(PropertyValue? value) =>
        value switch
        {
            PropertyValue.Secret => true,
            PropertyValue.Output output => output.IsSecret || HasSecret(output.Element),
            PropertyValue.Array array => array.Items.Any(HasSecret),
            PropertyValue.Object item => item.Properties.Values.Any(HasSecret),
            _ => false,
        };
}
