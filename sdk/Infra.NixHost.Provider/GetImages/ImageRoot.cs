using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>A garbage collector root that keeps an image.</summary>
/// <param name="Path">The path of the link.</param>
/// <param name="Made">When the link was made: by the first run with the image, or by the last that changed it.</param>
/// <param name="Stack">The stack that it belongs to.</param>
/// <param name="Owner">The tag of its resource; <c>null</c> where none is recorded.</param>
/// <param name="Standing">Whether it may go.</param>
internal sealed record ImageRoot(
    string Path,
    DateTimeOffset Made,
    string Stack,
    OwnerTag? Owner,
    RootStanding Standing
)
{
    /// <summary>Why it stays, or the disk of which it is left.</summary>
    public string Why { get; init; } = "";

    /// <summary>Whether it keeps the image for a disk, and not for itself.</summary>
    public bool IsOfDisk { get; init; }

    /// <summary>Whether it keeps the image for a disk that is there, or may be.</summary>
    public bool IsOfNeededDisk => IsOfDisk && Standing == RootStanding.Needed;

    /// <summary>The disk for which it keeps the image; <c>null</c> for the root of an image itself, and where the disk is not known.</summary>
    public string? Disk { get; init; }
}
