using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Takes over images that are there, by store path or by the path of their file.</summary>
internal sealed class NixImageImport(ProviderSession session)
{
    /// <summary>The image of an id with the inputs that stand for it; <c>null</c> when there is none. From now on the root keeps it.</summary>
    public async Task<ResourceState?> ReadAsync(
        StateCall call,
        string root,
        CancellationToken cancellationToken
    )
    {
        var (store, images) = (session.Host.Store, session.Host.Images);
        var path = session.Resolve(call.Id);
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
                ("storePath", call.Id),
                (CheckedEvaluation.Key, CheckedEvaluation.Write(image))
            )
        );
        var outputs = new NixImageOutputs(session);
        if (storePath is null)
        {
            var file = images.FindImage(image.OutPath, image.FileName);
            return new(root, inputs, await outputs.OfPlainFileAsync(file, cancellationToken));
        }

        await store.RealiseAsync(
            storePath,
            root,
            session.Host.Options.CommandTimeout,
            null,
            cancellationToken
        );
        return new(
            root,
            inputs,
            await outputs.OfStorePathAsync(storePath, image, root, cancellationToken)
        );
    }
}
