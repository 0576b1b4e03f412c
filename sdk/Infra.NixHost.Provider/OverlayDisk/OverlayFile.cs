using Infra.NixHost.Host;
using Infra.NixHost.Host.Images;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Decides which file an overlay gets. No file that is not ours is ever taken.</summary>
internal sealed class OverlayFile(ProviderSession session)
{
    /// <summary>A fresh overlay is 196 KiB; one that a guest has written to is larger.</summary>
    private const long LargestFresh = 1024 * 1024;

    /// <summary>The default name of the file; <paramref name="attempt"/> counts the disks of one resource that exist at once.</summary>
    public static string NameOf(ResourceIdentity identity, int attempt)
    {
        var clean = new string([
            .. identity.Name.Select(c =>
                char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'
            ),
        ]);
        var hash = attempt == 0 ? identity.Hex(8) : identity.Hex(8, $"{attempt}");
        return $"{clean.TrimStart('.', '-')}-{hash}.qcow2";
    }

    /// <summary>The garbage collector root that holds the base of one file.</summary>
    public string RootOf(ResourceIdentity identity, string fileName) =>
        session.Host.Store.RootPath(
            identity.Project,
            identity.Stack,
            identity.Urn.Value,
            $"base-{fileName}"
        );

    /// <summary>The name to create, or the file that a killed run has left and that is taken over.</summary>
    /// <exception cref="HostException">The name is taken by a file that is not this resource's leftover.</exception>
    public async Task<(string Name, DiskImage? Leftover)> ChooseAsync(
        ResourceIdentity identity,
        OverlayDiskInputs inputs,
        PoolInfo pool,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; ; attempt++)
        {
            var name = inputs.FileName ?? NameOf(identity, attempt);
            var path = Path.Combine(pool.Directory, name);
            if (!session.Host.Images.Exists(path))
            {
                return (name, null);
            }

            if (await LeftoverAsync(identity, inputs, path, cancellationToken) is { } leftover)
            {
                return (name, leftover);
            }

            if (inputs.FileName is not null || !session.Known.Has(identity))
            {
                throw new HostException(
                    "overlay-exists",
                    $"The disk '{identity.Name}' cannot be created: the file {path} exists and is not a leftover of this resource on {inputs.Image}. "
                        + "Give another fileName, or move the file away if nothing needs it."
                );
            }
        }
    }

    /// <summary>
    /// The file, if this resource made it and no state tells of it: its garbage collector root is ours (or, for a base outside the store, its
    /// name is), it lies on the same base, and the engine does not know it.
    /// </summary>
    private async Task<DiskImage?> LeftoverAsync(
        ResourceIdentity identity,
        OverlayDiskInputs inputs,
        string path,
        CancellationToken cancellationToken
    )
    {
        var storePath = session.Host.Store.StorePathOf(inputs.Image!);
        var isOurs = storePath is null
            ? inputs.FileName is null
            : session.Host.Store.ReadRoot(RootOf(identity, Path.GetFileName(path))) == storePath;
        if (!isOurs || session.Known.Has(identity, path))
        {
            return null;
        }

        var image = await session.Host.Images.ReadAsync(path, cancellationToken);
        var isFresh = !session.Known.Has(identity) || image.Allocation <= LargestFresh;
        return isFresh && image.BackingPath == inputs.Image ? image : null;
    }
}
