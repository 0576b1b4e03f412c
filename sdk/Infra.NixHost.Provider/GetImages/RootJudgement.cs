using System.Collections.Immutable;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>
/// Decides which roots of images may go. States are not on the host: the root of an image is in one as long as its resource is, and whether it is
/// only the owner of the state knows. The root of a disk's base is needed as long as there is the disk.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="disks">The disks of the host.</param>
/// <param name="guests">The domains of the host.</param>
/// <param name="owners">The owner tags of the host.</param>
/// <param name="living">The stacks of which a run makes something at this moment, as <c>PROJECT-STACK</c>.</param>
internal sealed class RootJudgement(
    ProviderSession session,
    FoundDisks disks,
    IReadOnlyList<GuestFiles> guests,
    AllOwners owners,
    IReadOnlySet<string> living
)
{
    /// <summary>The role of the root of an image; a second one of the same name has a number.</summary>
    private const string Image = "image";

    private const string Base = "base-";

    /// <summary>Whether a root keeps an image.</summary>
    public static bool IsOfImage(StoreRoot root) =>
        root.Role == Image
        || root.Role.StartsWith(Image + "-", StringComparison.Ordinal)
        || IsOfDisk(root);

    private static bool IsOfDisk(StoreRoot root) =>
        root.Role.StartsWith(Base, StringComparison.Ordinal);

    /// <summary>Which roots of one image may go.</summary>
    /// <param name="roots">All its roots.</param>
    /// <param name="isUsed">Whether something lies on it.</param>
    public ImmutableArray<ImageRoot> Judge(IEnumerable<StoreRoot> roots, bool isUsed)
    {
        var judged = roots
            .OrderBy(r => r.Path, StringComparer.Ordinal)
            .Select(r => Judge(r, isUsed))
            .ToImmutableArray();
        // A disk that cannot be found may lie on the image all the same.
        return judged.FirstOrDefault(r => r.IsOfNeededDisk) is { } disk
            ?
            [
                .. judged.Select(r =>
                    r.Standing == RootStanding.Needed
                        ? r
                        : r with
                        {
                            Standing = RootStanding.Needed,
                            Why = disk.Why,
                        }
                ),
            ]
            : judged;
    }

    private ImageRoot Judge(StoreRoot root, bool isUsed)
    {
        var disk = DiskOf(root);
        var owner = owners.Find(disk ?? root.Path);
        var stack = owner is { Project.Length: > 0 } tag
            ? $"{tag.Project}/{tag.Stack}"
            : root.Stack;
        var judged = new ImageRoot(root.Path, root.Made, stack, owner, RootStanding.Needed)
        {
            IsOfDisk = IsOfDisk(root),
            Disk = disk,
        };
        return isUsed ? judged with { Why = "something lies on its image" }
            : !disks.Problems.IsEmpty
                ? judged with
                {
                    Why = "not all of what may lie on its image can be read",
                }
            : living.Contains(root.Stack) ? judged with { Why = $"a run of {stack} is under way" }
            : judged.IsOfDisk ? OfBase(judged)
            : judged with { Standing = RootStanding.Claimed };
    }

    private ImageRoot OfBase(ImageRoot root) =>
        root.Disk is not { } disk ? root with { Why = "the directory of its disk is not known" }
        : session.Host.Images.Exists(disk) ? root with { Why = $"its disk {disk} is there" }
        : !session.Host.Images.HasDirectory(Path.GetDirectoryName(disk) ?? "/")
            ? root with
            {
                Why = $"the directory of its disk {disk} is missing, and may be mounted again",
            }
        : guests.FirstOrDefault(g => g.Xml.Contains(disk, StringComparison.Ordinal)) is { } guest
            ? root with
            {
                Why = $"the guest {guest.Name} has its disk {disk}",
            }
        : session.Owners.Records.IsHeld(disk) ? root with { Why = $"its disk {disk} is being made" }
        // Without a record nobody can tell whether another state directory has one.
        : owners.Find(disk) is null
            ? root with
            {
                Why =
                    $"there is no record of its disk {disk} in {session.Host.Options.StateDirectory}",
            }
        : root with { Standing = RootStanding.Left };

    /// <summary>The disk whose base a root keeps: its name is in that of the root, and its directory as a hash.</summary>
    private string? DiskOf(StoreRoot root) =>
        root.Role.Split('-', 3) is ["base", _, var file]
            ? disks
                .Directories.Select(d => Path.Combine(d, file))
                .FirstOrDefault(path => OverlayBase.RoleOf(path) == root.Role)
            : null;
}
