using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>What a disk of the program may grow to. Without a directory and a pool its place is not known yet.</summary>
/// <param name="Directory">Its directory, where it is in no pool.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="FileNames">The names that its file may have; none for a disk that is to be made.</param>
/// <param name="Size">Its size in bytes; <c>null</c> for that of its image.</param>
/// <param name="Image">Its image; <c>null</c> while it is not known.</param>
internal sealed record DiskWish(
    string? Directory,
    string? Pool,
    ImmutableArray<string> FileNames,
    long? Size,
    string? Image
);
