using System.Collections.Immutable;
using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>What lies on which store path.</summary>
internal sealed class ImageUses
{
    private readonly Dictionary<string, StoreUse> _uses = new(StringComparer.Ordinal);

    /// <summary>Collects what lies on images.</summary>
    /// <param name="images">The store paths of the images.</param>
    /// <param name="guests">The domains.</param>
    /// <param name="disks">The disks.</param>
    public ImageUses(
        IReadOnlyCollection<string> images,
        ImmutableArray<GuestFiles> guests,
        FoundDisks disks
    )
    {
        foreach (var path in disks.Files)
        {
            if (disks.StorePathUnder(path) is { } storePath)
            {
                Of(storePath).Disks[path] = new(path, null);
            }
        }

        foreach (var (record, isThere) in disks.Remembered)
        {
            if (disks.StorePathUnder(record.Base) is { } storePath)
            {
                Of(storePath)
                    .Disks.TryAdd(record.Disk, new(record.Disk, isThere ? null : record.Record));
            }
        }

        foreach (var guest in guests)
        {
            // A definition may name an image in other ways than as a disk.
            foreach (
                var storePath in guest
                    .Paths.Select(disks.StorePathUnder)
                    .OfType<string>()
                    .Concat(images.Where(i => guest.Xml.Contains(i, StringComparison.Ordinal)))
            )
            {
                Of(storePath).Guests.Add(guest.Name);
            }
        }
    }

    /// <summary>The store paths that something lies on.</summary>
    public IReadOnlyCollection<string> StorePaths => _uses.Keys;

    /// <summary>What lies on a store path.</summary>
    public StoreUse Of(string storePath)
    {
        if (!_uses.TryGetValue(storePath, out var use))
        {
            _uses[storePath] = use = new();
        }

        return use;
    }

    /// <summary>
    /// An image may be a link to another store path that the disks lie on. What lies there lies on the image, too, because its root may be all
    /// that keeps the other one.
    /// </summary>
    /// <param name="images">The store paths of the images.</param>
    /// <param name="valid">The store paths with uses that the store holds.</param>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AddIndirectAsync(
        IReadOnlyCollection<string> images,
        ImmutableArray<string> valid,
        INixStore store,
        CancellationToken cancellationToken
    )
    {
        if (valid.IsEmpty)
        {
            return;
        }

        var all = await store.QueryReferrersAsync(valid, cancellationToken);
        // Which of them leads where is asked only if one does.
        if (
            !all.Except(valid, StringComparer.Ordinal)
                .Intersect(images, StringComparer.Ordinal)
                .Any()
        )
        {
            return;
        }

        var found = new List<(string Image, StoreUse Use)>();
        foreach (var used in valid)
        {
            var referrers = await store.QueryReferrersAsync([used], cancellationToken);
            found.AddRange(
                referrers
                    .Where(r => r != used)
                    .Intersect(images, StringComparer.Ordinal)
                    .Select(r => (r, Of(used)))
            );
        }

        found.ForEach(f => Of(f.Image).Add(f.Use));
    }
}
