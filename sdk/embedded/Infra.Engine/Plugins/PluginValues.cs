using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Engine.Plugins;

/// <summary>Encodes values in the form that one plugin takes, and decodes its answers.</summary>
internal sealed class PluginValues(bool allowsUnknowns)
{
    private static readonly DecodeOptions Known = new()
    {
        KeepOutputValues = false,
        RejectUnknowns = true,
    };
    private static readonly DecodeOptions Unknown = new() { KeepOutputValues = false };

    private EncodeOptions _options = new() { KeepUnknowns = allowsUnknowns };

    /// <summary>Adapts the encoding to the plugin's capabilities.</summary>
    public void Adapt(PluginCapabilities capabilities) =>
        _options = _options with
        {
            KeepSecrets = capabilities.Secrets,
            KeepResources = capabilities.Resources,
        };

    /// <summary>Encodes the inputs of an operation.</summary>
    public Struct Inputs(PropertyMap values) => PropertyEncoder.Encode(values, _options);

    /// <summary>Encodes inputs of components and methods, optionally with the dependencies of each value.</summary>
    public Struct Origins(PropertyMap values, bool keepsOutputs) =>
        PropertyEncoder.Encode(
            values,
            _options with
            {
                KeepUnknowns = true,
                KeepOutputValues = keepsOutputs,
            }
        );

    /// <summary>Encodes former values, without the content of assets.</summary>
    public Struct Olds(PropertyMap values) =>
        PropertyEncoder.Encode(
            values,
            _options with
            {
                ElideAssetContents = true,
                KeepUnknowns = true,
            }
        );

    /// <summary>Encodes configuration in its plain form, before the plugin's capabilities are known.</summary>
    public static Struct Configuration(PropertyMap values) =>
        PropertyEncoder.Encode(values, new() { KeepUnknowns = true });

    /// <summary>Decodes an answer; unknown values are errors outside of a preview.</summary>
    public PropertyMap Read(Struct? values) =>
        values is null
            ? PropertyMap.Empty
            : PropertyDecoder.Decode(values, allowsUnknowns ? Unknown : Known);

    /// <summary>Decodes an answer; values given as secrets stay secret when the plugin does not support secrets.</summary>
    public PropertyMap Read(Struct? values, PropertyMap given) =>
        _options.KeepSecrets ? Read(values) : RetainedSecrets.Mark(Read(values), given);

    /// <summary>Decodes an answer in which values may be unknown.</summary>
    public static PropertyMap ReadLoosely(Struct? values) =>
        values is null ? PropertyMap.Empty : PropertyDecoder.Decode(values, Unknown);
}
