using System.Collections.Immutable;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>An image in the store of a host that a stack has put there, or that a disk lies on.</summary>
/// <param name="StorePath">Its store path.</param>
/// <param name="Size">The bytes of the store path without its references; <c>null</c> where the store has lost it.</param>
/// <param name="Roots">What keeps it in the store.</param>
/// <param name="Stacks">The stacks that these roots belong to.</param>
/// <param name="Disks">The disks that lie on it.</param>
/// <param name="Guests">The guests that have such a disk or the image itself.</param>
internal sealed record HostImage(
    string StorePath,
    long? Size,
    ImmutableArray<ImageRoot> Roots,
    ImmutableArray<string> Stacks,
    ImmutableArray<ImageDisk> Disks,
    ImmutableArray<string> Guests
)
{
    /// <summary>Whether something lies on it, or may.</summary>
    public bool IsUsed => !Disks.IsEmpty || !Guests.IsEmpty || Roots.Any(r => r.IsOfNeededDisk);

    /// <summary>When the newest of its roots was made.</summary>
    public DateTimeOffset Made => Roots.Max(r => r.Made);
}
