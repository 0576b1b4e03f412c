using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>
/// Garbage collector roots on the directories a guest shows: QEMU keeps no file of them open, and a config disk moves its own root to new content
/// while the guest still runs with the old.
/// </summary>
internal sealed class GuestRoots(ProviderSession session)
{
    /// <summary>The directories of a guest that lie in the store.</summary>
    public ImmutableHashSet<string> Of(NixGuestInputs inputs) =>
        inputs
            .Disks.Where(d => d.IsDirectory && d.Path is not null)
            .Select(d => session.Host.Store.StorePathOf(d.Path!))
            .OfType<string>()
            .ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>Those that nothing of this guest keeps.</summary>
    public IEnumerable<string> Missing(ResourceIdentity identity, NixGuestInputs inputs) =>
        Of(inputs).Where(p => session.Host.Store.ReadRoot(RootOf(identity, p)) != p);

    /// <summary>Makes sure that they stay.</summary>
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

    /// <summary>Lets them go.</summary>
    public void Release(ResourceIdentity identity, IEnumerable<string> storePaths)
    {
        foreach (var path in storePaths)
        {
            session.Host.Store.RemoveRoot(RootOf(identity, path));
        }
    }

    private string RootOf(ResourceIdentity identity, string storePath) =>
        session.Host.Store.RootPath(
            identity.Project,
            identity.Stack,
            identity.Urn.Value,
            $"disk-{Path.GetFileName(storePath).Split('-', 2)[0]}"
        );
}
