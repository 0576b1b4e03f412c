using System.Collections.Immutable;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>The disks of a host and what each lies on.</summary>
internal sealed record FoundDisks
{
    /// <summary>The directories that were searched.</summary>
    public required ImmutableArray<string> Directories { get; init; }

    /// <summary>The files in these directories, and those that guests name, which need not be there.</summary>
    public required IReadOnlySet<string> Files { get; init; }

    /// <summary>The backing file of each file that has one.</summary>
    public required IReadOnlyDictionary<string, string> Below { get; init; }

    /// <summary>The store path of each path that leads into the store.</summary>
    public required IReadOnlyDictionary<string, string> Stored { get; init; }

    /// <summary>The records of the bases that disks were made on, with whether the disk is still there.</summary>
    public required ImmutableArray<(RememberedBase Base, bool IsThere)> Remembered { get; init; }

    /// <summary>What could not be read, so that something may lie on an image that nobody knows.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>The store path at the end of a file's chain; <c>null</c> where it ends elsewhere.</summary>
    public string? StorePathUnder(string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string? at = path; at is not null && seen.Add(at); at = Below.GetValueOrDefault(at))
        {
            if (Stored.TryGetValue(at, out var storePath))
            {
                return storePath;
            }
        }

        return null;
    }
}
