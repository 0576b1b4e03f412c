using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>
/// Keeps the store directories of a guest from being collected. QEMU keeps no file of them open, and a config disk moves its own root to new
/// content while the guest still runs with the old.
/// </summary>
internal sealed class GuestRoots(ProviderSession session)
{
    /// <summary>The store paths of the directories that the guest shows.</summary>
    public ImmutableHashSet<string> Of(NixGuestInputs inputs) =>
        inputs
            .Disks.Where(d => d.IsDirectory)
            .Select(d => d.Path)
            .OfType<string>()
            .Select(session.Host.Store.StorePathOf)
            .OfType<string>()
            .ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>The store paths that no root of this guest keeps.</summary>
    public IEnumerable<string> Missing(ResourceIdentity identity, NixGuestInputs inputs) =>
        Of(inputs).Where(p => session.Host.Store.ReadRoot(RootOf(identity, p)) != p);

    /// <summary>Creates the missing roots.</summary>
    public async Task HoldAsync(
        ResourceIdentity identity,
        IEnumerable<string> storePaths,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var path in storePaths.Where(p => session.Host.Store.ReadRoot(RootOf(identity, p)) != p)
        )
        {
            await session.Host.Store.RealiseAsync(
                path,
                RootOf(identity, path),
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }
    }

    /// <summary>Removes the roots.</summary>
    public void Release(ResourceIdentity identity, IEnumerable<string> storePaths)
    {
        foreach (var path in storePaths)
        {
            session.Host.Store.RemoveRoot(RootOf(identity, path));
        }
    }

    private string RootOf(ResourceIdentity identity, string storePath) =>
        identity.RootPath(
            session.Host.Store,
            $"disk-{Path.GetFileName(storePath).Split('-', 2)[0]}"
        );
}
