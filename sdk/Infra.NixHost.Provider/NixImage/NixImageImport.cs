using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Imports existing images by store path, by file path, or by a link into the store: a garbage collector root or the result of <c>nix build</c>.</summary>
internal sealed class NixImageImport(ProviderSession session)
{
    /// <summary>
    /// Reads the image that an id names; <c>null</c> when there is none. Its first change makes the root, because reading writes nothing.
    /// </summary>
    public async Task<ResourceState?> ReadAsync(
        StateCall call,
        string root,
        CancellationToken cancellationToken
    )
    {
        var (store, images) = (session.Host.Store, session.Host.Images);
        var given = session.Resolve(call.Id);
        var linked =
            store.ReadRoot(given) is { } target && store.StorePathOf(target) is not null
                ? target
                : null;
        var path = linked ?? given;
        var storePath = store.StorePathOf(path);
        var isThere = storePath is null
            ? images.Exists(path)
            : await store.IsValidAsync(storePath, cancellationToken);
        if (!isThere)
        {
            return null;
        }

        var image = StoredImage.Find(session, path);
        var inputs = ImportedInputs.Of(
            PropertyMap.Of(
                ("storePath", linked ?? call.Id),
                (CheckedEvaluation.Key, CheckedEvaluation.Write(image))
            )
        );
        var outputs = new NixImageOutputs(session);
        if (storePath is null)
        {
            var file = images.FindImage(image.OutPath, image.FileName);
            return new(
                root,
                inputs,
                ImportedInputs.Of(await outputs.OfPlainFileAsync(file, cancellationToken))
            );
        }

        return new(
            root,
            inputs,
            ImportedInputs.Of(
                await outputs.OfStorePathAsync(storePath, image, root, cancellationToken)
            )
        );
    }
}
