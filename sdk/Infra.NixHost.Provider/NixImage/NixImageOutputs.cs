using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>The actual or predicted outputs of images.</summary>
internal sealed class NixImageOutputs(ProviderSession session)
{
    private readonly INixStore _store = session.Host.Store;

    /// <summary>The outputs of an image in the store.</summary>
    public async Task<PropertyMap> OfStorePathAsync(
        string storePath,
        NixEvaluation? evaluation,
        string root,
        CancellationToken cancellationToken
    )
    {
        var file = session.Host.Images.FindImage(storePath, evaluation?.FileName);
        var image = await session.Host.Images.ReadAsync(file, cancellationToken);
        return Write(
            (file, storePath, evaluation?.DerivationPath ?? "", root),
            await _store.QueryHashAsync(storePath, cancellationToken),
            image.VirtualSize,
            await _store.QueryClosureSizeAsync(storePath, cancellationToken)
        );
    }

    /// <summary>The outputs of an image file outside the store, which no root protects.</summary>
    public async Task<PropertyMap> OfPlainFileAsync(
        string file,
        CancellationToken cancellationToken
    )
    {
        var image = await session.Host.Images.ReadAsync(file, cancellationToken);
        return Write((file, "", "", ""), "", image.VirtualSize, 0);
    }

    /// <summary>Predicts the outputs of an image; exact when the image already exists.</summary>
    public async Task<PropertyMap> ForeseeAsync(
        NixEvaluation? evaluation,
        string root,
        CancellationToken cancellationToken
    )
    {
        if (evaluation is null)
        {
            return Unknown().With("gcRoot", root);
        }

        if (_store.StorePathOf(evaluation.OutPath) is not { } storePath)
        {
            return await OfPlainFileAsync(
                session.Host.Images.FindImage(evaluation.OutPath, evaluation.FileName),
                cancellationToken
            );
        }

        if (await _store.IsValidAsync(storePath, cancellationToken))
        {
            return await OfStorePathAsync(storePath, evaluation, root, cancellationToken);
        }

        return Unknown()
            .With(
                "imagePath",
                evaluation.FileName is { } file
                    ? Path.Combine(storePath, file)
                    : PropertyValue.Computed.Instance
            )
            .With("storePath", storePath)
            .With("derivationPath", evaluation.DerivationPath ?? "")
            .With("gcRoot", root);
    }

    private static PropertyMap Unknown() =>
        PropertyMap.Create(
            NixImageDefinition.Resource.Outputs.Select(o =>
                KeyValuePair.Create<string, PropertyValue>(o.Name, PropertyValue.Computed.Instance)
            )
        );

    private static PropertyMap Write(
        (string Image, string Store, string Derivation, string Root) paths,
        string narHash,
        long virtualSize,
        long closureSize
    ) =>
        PropertyMap.Of(
            ("imagePath", paths.Image),
            ("storePath", paths.Store),
            ("derivationPath", paths.Derivation),
            ("gcRoot", paths.Root),
            ("narHash", narHash),
            ("virtualSize", virtualSize),
            ("closureSize", closureSize)
        );
}
