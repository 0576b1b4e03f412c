using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Engine.Plugins;

/// <summary>Puts values on the wire as one plugin takes them, and reads its answers.</summary>
internal sealed class PluginValues(bool allowsUnknowns)
{
    private static readonly DecodeOptions Known = new()
    {
        KeepOutputValues = false,
        RejectUnknowns = true,
    };
    private static readonly DecodeOptions Unknown = new() { KeepOutputValues = false };

    private EncodeOptions _options = new() { KeepUnknowns = allowsUnknowns };

    /// <summary>Heeds what the plugin said it understands.</summary>
    public void Adapt(PluginCapabilities capabilities) =>
        _options = _options with
        {
            KeepSecrets = capabilities.Secrets,
            KeepResources = capabilities.Resources,
        };

    /// <summary>Inputs that are to become real.</summary>
    public Struct Inputs(PropertyMap values) => PropertyEncoder.Encode(values, _options);

    /// <summary>The same for components and their methods, which may be told where values come from, known or not.</summary>
    public Struct Origins(PropertyMap values, bool keepsOutputs) =>
        PropertyEncoder.Encode(
            values,
            _options with
            {
                KeepUnknowns = true,
                KeepOutputValues = keepsOutputs,
            }
        );

    /// <summary>What was, for comparison: the content of assets stays here.</summary>
    public Struct Olds(PropertyMap values) =>
        PropertyEncoder.Encode(
            values,
            _options with
            {
                ElideAssetContents = true,
                KeepUnknowns = true,
            }
        );

    /// <summary>Configuration before it is known what the plugin understands: plain.</summary>
    public static Struct Configuration(PropertyMap values) =>
        PropertyEncoder.Encode(values, new() { KeepUnknowns = true });

    /// <summary>An answer to something real: unknowns are errors outside of a preview.</summary>
    public PropertyMap Read(Struct? values) =>
        values is null
            ? PropertyMap.Empty
            : PropertyDecoder.Decode(values, allowsUnknowns ? Unknown : Known);

    /// <summary>The same, with what was given as a secret kept secret when the plugin does not know secrets.</summary>
    public PropertyMap Read(Struct? values, PropertyMap given) =>
        _options.KeepSecrets ? Read(values) : RetainedSecrets.Mark(Read(values), given);

    /// <summary>An answer in which anything may be unknown.</summary>
    public static PropertyMap ReadLoosely(Struct? values) =>
        values is null ? PropertyMap.Empty : PropertyDecoder.Decode(values, Unknown);
}
