using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Foresees the outputs of a new overlay.</summary>
internal static class OverlayDiskPreview
{
    /// <summary>Foresees the outputs of a changed overlay.</summary>
    public static PropertyMap Update(ChangeCall call, OverlayDiskInputs inputs, bool flattens)
    {
        var outputs = inputs.Size is { } wanted
            ? call.OldOutputs.With("virtualSize", wanted)
            : call.OldOutputs;
        return flattens
            ? outputs
                .With("backingPath", "")
                .With("backingHash", "")
                .With("allocation", PropertyValue.Computed.Instance)
            : outputs;
    }

    /// <summary>The path is exact for the first disk of a resource outside a named pool; a replacement's depends on what is there then.</summary>
    public static ResourceState Create(
        ChangeCall call,
        OverlayDiskInputs inputs,
        ProviderSession session
    )
    {
        PropertyValue unknown = PropertyValue.Computed.Instance;
        var isExact =
            inputs.Pool is null
            && !call.News.Without("image").Values.Any(Values.Plain.HasUnknown)
            && !session.Known.Has(call.Identity);
        var directory = inputs.Directory ?? session.Host.Options.ImageDirectory;
        var path = Path.Combine(directory, inputs.FileName ?? OverlayFile.NameOf(call.Identity, 0));
        return new(
            isExact ? path : "",
            call.News,
            PropertyMap.Of(
                ("path", isExact ? path : unknown),
                ("backingPath", inputs.Image is { } image ? image : unknown),
                ("backingHash", unknown),
                ("virtualSize", inputs.Size is { } size ? size : unknown),
                ("allocation", unknown)
            )
        );
    }
}
