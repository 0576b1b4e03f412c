using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Looks after the base of an overlay: is it there, has it the same bytes, does a root hold it?</summary>
internal sealed class OverlayBase(ProviderSession session)
{
    /// <summary>Holds the base of a disk and remembers its bytes; the root comes before the disk.</summary>
    public async Task HoldAsync(string image, string root, CancellationToken cancellationToken)
    {
        var store = session.Host.Store;
        if (store.StorePathOf(image) is { } storePath && store.ReadRoot(root) != storePath)
        {
            await store.RealiseAsync(
                storePath,
                root,
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }
    }

    /// <summary>Lets the base of a disk go.</summary>
    public void Release(string path, string root)
    {
        session.Host.Chains.Forget(path);
        session.Host.Store.RemoveRoot(root);
    }

    /// <summary>Tells what is wrong, a line for each finding, and makes a lost root again.</summary>
    public async Task InspectAsync(
        ResourceIdentity identity,
        string path,
        string root,
        CancellationToken cancellationToken
    )
    {
        var chain = await session.Host.Chains.InspectAsync(path, cancellationToken);
        foreach (var finding in chain.Findings)
        {
            await session.Log.WarnAsync(identity.Urn, finding.Message, cancellationToken);
        }

        var store = session.Host.Store;
        if (
            chain.Images.Length < 2
            || store.StorePathOf(chain.Images[1].Path) is not { } storePath
            || store.ReadRoot(root) == storePath
        )
        {
            return;
        }

        await session.Log.WarnAsync(
            identity.Urn,
            $"The garbage collector root {root} of the disk {path} was gone; made it again.",
            cancellationToken
        );
        await HoldAsync(chain.Images[1].Path, root, cancellationToken);
    }
}
