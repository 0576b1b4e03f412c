using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>
/// Keeps the store directories of a guest from being collected. QEMU keeps no file of them open, and a config disk moves its own root to new
/// content while the guest still runs with the old.
/// </summary>
/// <remarks>
/// The roots are named by the domain's UUID, so that whoever owns the domain owns them. A clone of the program has guests of the same URN.
/// </remarks>
internal sealed class GuestRoots(ProviderSession session, ResourceIdentity identity, Guid uuid)
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
    public IEnumerable<string> Missing(NixGuestInputs inputs) =>
        Of(inputs).Where(p => !Keeps(RootOf(p), p) && !Keeps(FormerRootOf(p), p));

    /// <summary>Creates the missing roots.</summary>
    public async Task HoldAsync(IEnumerable<string> storePaths, CancellationToken cancellationToken)
    {
        foreach (var path in storePaths.Where(p => !Keeps(RootOf(p), p)))
        {
            await session.Host.Store.RealiseAsync(
                path,
                RootOf(path),
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }
    }

    /// <summary>Removes the roots.</summary>
    public void Release(IEnumerable<string> storePaths)
    {
        foreach (var path in storePaths)
        {
            session.Host.Store.RemoveRoot(RootOf(path));
        }
    }

    /// <summary>The store paths that a root of a former version keeps, which named it by the URN alone.</summary>
    public ImmutableArray<string> Former(IEnumerable<string> storePaths) =>
        [.. storePaths.Where(p => !Keeps(RootOf(p), p) && Keeps(FormerRootOf(p), p))];

    /// <summary>Removes the roots of a former version.</summary>
    public void ReleaseFormer(ImmutableArray<string> storePaths)
    {
        foreach (var path in storePaths)
        {
            session.Host.Store.RemoveRoot(FormerRootOf(path));
        }
    }

    private bool Keeps(string root, string storePath) =>
        session.Host.Store.ReadRoot(root) == storePath;

    private string RootOf(string storePath) => Root($"disk-{uuid:N}-{HashOf(storePath)}");

    private string FormerRootOf(string storePath) => Root($"disk-{HashOf(storePath)}");

    private string Root(string role) => identity.RootPath(session.Host.Store, role);

    private static string HashOf(string storePath) => Path.GetFileName(storePath).Split('-', 2)[0];
}
