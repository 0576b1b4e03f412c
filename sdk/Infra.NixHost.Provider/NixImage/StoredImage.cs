using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Existing images that need no evaluation.</summary>
internal static class StoredImage
{
    /// <summary>The image at an absolute path: a store path, a file below one, or a file outside the store.</summary>
    public static NixEvaluation Find(ProviderSession session, string path)
    {
        var storePath = session.Host.Store.StorePathOf(path);
        var file = session.Host.Images.FindImage(
            storePath ?? path,
            storePath is null || storePath == path ? null : path[(storePath.Length + 1)..]
        );
        var root = storePath ?? file;
        return new(
            null,
            root,
            Path.GetFileName(root),
            file == root ? null : Path.GetRelativePath(root, file)
        );
    }
}
