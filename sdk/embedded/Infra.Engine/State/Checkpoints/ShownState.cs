using System.Collections.Immutable;
using System.Text.Json;
using Infra.Protocol.Values;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Writes resources and values for other programs in the form of a state, but with secrets hidden.</summary>
public static class ShownState
{
    private const string ElidedContents = "<contents elided>";

    private static readonly PropertyValue HiddenSecret = PropertyMap.Of(
        (Signatures.Key, Signatures.Secret),
        ("ciphertext", PropertyJson.HiddenSecret)
    );

    /// <summary>Writes a resource with all its fields; a hidden secret is the text <c>[secret]</c>.</summary>
    public static void Write(Utf8JsonWriter json, ResourceState state, bool showSecrets)
    {
        new ResourceWriter(json, secrets: null) { HasEmptyLists = true }.Write(
            state with
            {
                Inputs = Shown(state.Inputs),
                Outputs = Shown(state.Outputs),
                ReplacementTrigger = state.ReplacementTrigger is { } trigger
                    ? Map(trigger, Hide)
                    : null,
            }
        );

        PropertyMap Shown(PropertyMap values) => values.Select((_, value) => Map(value, Hide));

        PropertyValue Hide(PropertyValue value) =>
            value is not PropertyValue.Secret secret ? value
            : showSecrets ? secret.Unwrap()
            : PropertyJson.HiddenSecret;
    }

    /// <summary>Writes values as events have them; hidden secrets keep their signature, and assets show only their hash.</summary>
    public static void WriteValues(Utf8JsonWriter json, PropertyMap values, bool showSecrets)
    {
        new PropertyValueWriter(json, secrets: null).Write(
            "",
            values.Select((_, value) => Map(value, Hide))
        );

        PropertyValue Hide(PropertyValue value) =>
            value switch
            {
                PropertyValue.Secret when !showSecrets => HiddenSecret,
                PropertyValue.Asset asset => new PropertyValue.Asset(
                    ElidedContents,
                    Path: null,
                    Uri: null,
                    asset.Hash
                ),
                PropertyValue.Archive archive => new PropertyValue.Archive(
                    Assets: null,
                    Path: null,
                    Uri: null,
                    archive.Hash
                ),
                _ => value,
            };
    }

    // Secrets are changed as a whole, so that nothing inside them is seen.
    private static PropertyValue Map(
        PropertyValue value,
        Func<PropertyValue, PropertyValue> change
    ) =>
        value switch
        {
            PropertyValue.Array array => new PropertyValue.Array(
                ImmutableArray.CreateRange(array.Items, item => Map(item, change))
            ),
            PropertyValue.Object map => new PropertyValue.Object(
                map.Properties.Select((_, property) => Map(property, change))
            ),
            _ => change(value),
        };
}
