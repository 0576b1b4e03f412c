namespace Infra.NixHost.Provider.GetImages;

/// <summary>What lies on one store path.</summary>
internal sealed class StoreUse
{
    /// <summary>The disks, by path.</summary>
    public SortedDictionary<string, ImageDisk> Disks { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the guests.</summary>
    public SortedSet<string> Guests { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what lies on another store path, which this one leads to.</summary>
    public void Add(StoreUse other)
    {
        foreach (var disk in other.Disks.Values)
        {
            Disks.TryAdd(disk.Path, disk);
        }

        Guests.UnionWith(other.Guests);
    }
}
