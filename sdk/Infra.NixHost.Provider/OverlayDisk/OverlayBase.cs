using System.Security.Cryptography;
using System.Text;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Keeps the base of an overlay from the garbage collector and checks that its bytes are unchanged.</summary>
internal sealed class OverlayBase(ProviderSession session)
{
    private const int DirectoryDigits = 6;

    /// <summary>Roots the base of a disk; must run before the disk is created.</summary>
    public async Task HoldAsync(
        ResourceIdentity identity,
        string path,
        string image,
        CancellationToken cancellationToken
    )
    {
        var store = session.Host.Store;
        if (store.StorePathOf(image) is { } storePath && !IsHeld(identity, path, storePath))
        {
            await store.RealiseAsync(
                storePath,
                RootOf(identity, path),
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }
    }

    /// <summary>The hash of an image's store path; empty for an image outside of the store.</summary>
    public async Task<string> HashAsync(string image, CancellationToken cancellationToken) =>
        session.Host.Store.StorePathOf(image) is { } storePath
            ? await session.Host.Store.QueryHashAsync(storePath, cancellationToken)
            : "";

    /// <summary>Removes the record and the root of a disk's base.</summary>
    public void Release(ResourceIdentity identity, string path)
    {
        session.Host.Chains.Forget(path);
        // A disk of the same name in another directory may have the root of the old name.
        if (session.Host.Store.ReadRoot(RootOf(identity, path)) is null)
        {
            session.Host.Store.RemoveRoot(OldRootOf(identity, path));
        }

        session.Host.Store.RemoveRoot(RootOf(identity, path));
    }

    /// <summary>
    /// The change that creates the lost root of a disk's base again, or <c>null</c>. An import makes no root, so that only the first change of the
    /// resource does.
    /// </summary>
    public PropertyChange? LostRoot(DiffCall call)
    {
        var isImport = session.Owners.IsUnwritten(call.Id, call.OldInputs, call.OldOutputs);
        return
            !isImport
            && new InputReader(call.OldOutputs).Text("backingPath") is { Length: > 0 } image
            && session.Host.Store.StorePathOf(image) is { } storePath
            && !session.SeenRoots.Keep(
                storePath,
                RootOf(call.Identity, call.Id),
                OldRootOf(call.Identity, call.Id)
            )
            ? new("backingPath", ChangeKind.Update, image, image)
            {
                Reason =
                    "the garbage collector root of the base was removed from the host and is created again",
                IsOutput = true,
            }
            : null;
    }

    /// <summary>Warns about each finding and a lost root; the next up creates the root again.</summary>
    public async Task InspectAsync(StateCall call, CancellationToken cancellationToken)
    {
        var chain = await session.Host.Chains.InspectAsync(call.Id, cancellationToken);
        foreach (var finding in chain.Findings)
        {
            await session.Log.WarnAsync(call.Identity.Urn, finding.Message, cancellationToken);
        }

        if (
            chain.Images.Length > 1
            && session.Host.Store.StorePathOf(chain.Images[1].Path) is { } storePath
            && !IsHeld(call.Identity, call.Id, storePath)
            && !session.Owners.IsUnwritten(call.Id, call.Inputs, call.Outputs)
        )
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The garbage collector root of {storePath}, the base of the disk {call.Id}, is missing; the next up creates it again.",
                cancellationToken
            );
        }
    }

    private bool IsHeld(ResourceIdentity identity, string path, string storePath) =>
        session.Host.Store.ReadRoot(RootOf(identity, path)) == storePath
        || session.Host.Store.ReadRoot(OldRootOf(identity, path)) == storePath;

    /// <summary>The role of the root that keeps the base of one file; files of one name in two directories have two.</summary>
    public static string RoleOf(string path)
    {
        var directory = Encoding.UTF8.GetBytes(Path.GetDirectoryName(path) ?? "/");
        var digits = Convert.ToHexStringLower(SHA256.HashData(directory))[..DirectoryDigits];
        return $"base-{digits}-{Path.GetFileName(path)}";
    }

    private string RootOf(ResourceIdentity identity, string path) =>
        identity.RootPath(session.Host.Store, RoleOf(path));

    /// <summary>The root as former versions named it.</summary>
    private string OldRootOf(ResourceIdentity identity, string path) =>
        identity.RootPath(session.Host.Store, $"base-{Path.GetFileName(path)}");
}
