using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Predicts the outputs of new and changed overlays.</summary>
internal static class OverlayDiskPreview
{
    /// <summary>Predicts the outputs of a changed overlay.</summary>
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

    /// <summary>Predicts the outputs of a new overlay. The path is exact except in a named pool and for a replacement.</summary>
    public static ResourceState Create(
        ChangeCall call,
        OverlayDiskInputs inputs,
        ProviderSession session
    )
    {
        PropertyValue unknown = PropertyValue.Computed.Instance;
        var directory = inputs.Directory ?? session.Host.Options.ImageDirectory;
        var path = Path.Combine(directory, inputs.FileName ?? OverlayFile.NameOf(call.Identity, 0));
        var isExact =
            inputs.Pool is null
            && !call.News.Without("image").Values.Any(PropertyContent.HasUnknown)
            && !session.Known.Has(call.Identity)
            && IsFreeOrLeftover(path, call, session);
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

    private static bool IsFreeOrLeftover(string path, ChangeCall call, ProviderSession session) =>
        !session.Host.Images.Exists(path)
        || (
            call.Owner.Token.Length > 0
            && session.Owners.Records.Read(path)?.Token == call.Owner.Token
        );
}
