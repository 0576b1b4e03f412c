using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Chooses the file of an overlay; never takes a file that belongs to somebody else.</summary>
internal sealed class OverlayFile(ProviderSession session)
{
    private const string Foreign = "disk-foreign";

    /// <summary>Old versions never had more disks of one resource at once.</summary>
    private const int MostOldNames = 4;

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

    /// <summary>The names that the file of a disk with a state may have.</summary>
    public static ImmutableArray<string> NamesOf(
        ResourceIdentity identity,
        OverlayDiskInputs inputs
    ) =>
        inputs.FileName is { } name
            ? [name]
            : [.. Enumerable.Range(0, MostOldNames).Select(attempt => NameOf(identity, attempt))];

    /// <summary>The name to create, or the file that a killed run has left and that is taken over.</summary>
    /// <exception cref="HostException">The name is taken by a file that is not this resource's leftover.</exception>
    public async Task<(string Name, DiskImage? Leftover)> ChooseAsync(
        ChangeCall call,
        OverlayDiskInputs inputs,
        PoolInfo pool,
        CancellationToken cancellationToken
    )
    {
        var identity = call.Identity;
        for (var attempt = 0; ; attempt++)
        {
            var name = inputs.FileName ?? NameOf(identity, attempt);
            var path = Path.Combine(pool.Directory, name);
            if (Find(identity, path) is not { } found)
            {
                return (name, null);
            }

            if (
                found.Tag?.Token == call.Owner.Token
                && await session.Host.Images.ReadAsync(path, cancellationToken) is var image
                && image.BackingPath == inputs.Image
            )
            {
                return (name, image);
            }

            var isLeftover = found.Tag is null || found.Tag.Token == call.Owner.Token;
            if (inputs.FileName is not null || !MayStandBeside(identity, found, isLeftover))
            {
                throw isLeftover
                    ? Exists(identity, path, inputs.Image)
                    : new OwnerCheck(session).Refuse(identity, found);
            }
        }
    }

    /// <summary>Checks in preview that the file of a new disk, or of one that gets another place, is free where its directory is known.</summary>
    public async Task CheckAsync(
        CheckCall call,
        OverlayDiskInputs inputs,
        string directory,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(directory, inputs.FileName ?? NameOf(call.Identity, 0));
        if (inputs.FileName is not null)
        {
            session.Claims.Take(call, new("fileName", "file", path), "overlay-exists");
        }

        if (
            !await IsToBeFreeAsync(call, inputs, path, cancellationToken)
            || Find(call.Identity, path) is not { } found
        )
        {
            return;
        }

        if (found.Tag is not null && !session.Owners.IsPending(call.Identity, found.Tag))
        {
            if (
                inputs.FileName is not null
                || !MayStandBeside(call.Identity, found, isLeftover: false)
            )
            {
                await new OwnerCheck(session).RunAsync(call, "fileName", found, cancellationToken);
            }

            return;
        }

        // What a killed run left is no disk of this image if it lies on another one.
        var reason = found.Tag is null
            ? "was not made by this project"
            : await OtherBaseAsync(path, inputs, cancellationToken);
        if (reason is not null)
        {
            call.Failures.Add(
                "fileName",
                $"\"{Path.GetFileName(path)}\": the file {path} exists and {reason}; give another fileName, or move the file away if nothing needs it",
                "overlay-exists"
            );
        }
    }

    /// <summary>Whether the disk is made at the path; one whose state is known takes another name where the program gives none.</summary>
    private async Task<bool> IsToBeFreeAsync(
        CheckCall call,
        OverlayDiskInputs inputs,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (call.IsNew || inputs.FileName is null)
        {
            return !session.Known.Has(call.Identity);
        }

        var olds = OverlayDiskInputs.Read(call.Olds);
        var former = olds.Pool is { } pool
            ? await session.Host.Volumes.LocatePoolAsync(pool, cancellationToken)
            : olds.Directory ?? session.Host.Options.ImageDirectory;
        var names = NamesOf(call.Identity, olds);
        var isMoved = call.Changes("pool", "directory", "fileName");
        return isMoved && names.All(name => Path.Combine(former ?? "", name) != path);
    }

    /// <summary>The disk file of a state with its owner; <c>null</c> when there is no such file.</summary>
    public OwnedObject? Find(StateCall call)
    {
        // Versions without owner records gave disks names with a hash of the urn.
        var (identity, path) = (call.Identity, call.Id);
        var isOldName = Enumerable
            .Range(0, MostOldNames)
            .Any(i => Path.GetFileName(path) == NameOf(identity, i));
        return Find(identity, path) is { } found
            ? found with
            {
                Tag = found.Tag ?? (isOldName ? OldTag(identity) : null),
                IsInferred = isOldName && session.Owners.Records.Read(path) is null,
                // An import writes no record, so that the state has to name the file twice.
                IsImportable = new InputReader(call.Outputs).Text("path") == path,
            }
            : null;
    }

    /// <summary>
    /// Whether a new disk takes another name beside a disk that has its own: that of the resource it replaces, or of one that once had its urn.
    /// A clone that lost its state is refused, because its data would seem to be gone.
    /// </summary>
    private bool MayStandBeside(ResourceIdentity identity, OwnedObject found, bool isLeftover) =>
        session.Known.Has(identity)
        || (
            !isLeftover
            && (
                found.Tag?.Urn != identity.Urn.Value
                || session.Owners.MayBeReplaced(identity, found)
            )
        );

    private OwnedObject? Find(ResourceIdentity identity, string path)
    {
        if (!session.Host.Images.Exists(path))
        {
            return null;
        }

        // Versions without owner records recorded the base of a disk.
        var tag =
            session.Owners.Records.Read(path)
            ?? (session.Host.Chains.IsRemembered(path) ? OldTag(identity) : null);
        return new($"the disk {path}", tag, Foreign);
    }

    private static OwnerTag OldTag(ResourceIdentity identity) =>
        new("", identity.Origin.Value, "", "");

    /// <summary>Requires that what a failed create left is the disk that was asked for.</summary>
    public async Task RequireMadeAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var wanted = new InputReader(call.OldOutputs).Text("backingPath");
        if (
            OverlayDiskOutputs.AreUnread(call.OldOutputs)
            && (await session.Host.Images.ReadAsync(call.Id, cancellationToken)).BackingPath
                != wanted
        )
        {
            throw new HostException(
                "overlay-exists",
                $"The create of the disk '{call.Identity.Name}' failed and left the file {call.Id}, which does not lie on {wanted}. "
                    + "Make the disk again: run up with `--replace` and its URN, or move the file away, refresh and run up."
            );
        }
    }

    /// <summary>The failure of a create whose file another create makes at the same time.</summary>
    public static HostException MadeMeanwhile(ResourceIdentity identity, string path) =>
        new(
            "overlay-exists",
            $"The disk '{identity.Name}' cannot be created: another disk of this or another program makes the file {path} at this moment. "
                + "Give each disk its own fileName."
        );

    private static HostException Exists(ResourceIdentity identity, string path, string? image) =>
        new(
            "overlay-exists",
            $"The disk '{identity.Name}' cannot be created: the file {path} exists and is not a leftover of this resource on {image}. "
                + "Give another fileName, or move the file away if nothing needs it."
        );

    private async Task<string?> OtherBaseAsync(
        string path,
        OverlayDiskInputs inputs,
        CancellationToken cancellationToken
    ) =>
        inputs.Image is { } image
        && (await session.Host.Images.ReadAsync(path, cancellationToken)).BackingPath != image
            ? $"is not a leftover of this resource on {image}"
            : null;
}
