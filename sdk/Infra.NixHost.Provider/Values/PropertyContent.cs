using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Values;

/// <summary>Looks into property values through the wrappers for secrets and outputs.</summary>
internal static class PropertyContent
{
    /// <summary>The value inside secrets and outputs; <c>null</c> for none, <see cref="PropertyValue.Computed"/> when unknown.</summary>
    public static PropertyValue? Of(PropertyValue? value) =>
        value switch
        {
            PropertyValue.Secret secret => Of(secret.Element),
            PropertyValue.Output output => Of(output.Element ?? PropertyValue.Computed.Instance),
            PropertyValue.Null => null,
            _ => value,
        };

    /// <summary>Moves the secret mark from a collection to each of its items.</summary>
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

    /// <summary>Whether the value or any part of it is unknown.</summary>
    public static bool HasUnknown(PropertyValue? value) =>
        Of(value) switch
        {
            PropertyValue.Computed => true,
            PropertyValue.Array array => array.Items.Any(HasUnknown),
            PropertyValue.Object item => item.Properties.Values.Any(HasUnknown),
            _ => false,
        };

    /// <summary>Whether the value or any part of it is a secret.</summary>
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
