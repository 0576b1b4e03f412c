using System.Collections.Immutable;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>
/// Reads which images of stacks are in the store of a host, and what lies on them. It only reads, and what it asks does not grow with the number of
/// images and disks, because the host may be a network away.
/// </summary>
internal sealed class ImageFactsReader(ProviderSession session)
{
    private readonly INixStore _store = session.Host.Store;

    /// <summary>Reads the facts.</summary>
    public async Task<ImageFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var roots = _store.ReadRoots();
        var ours = roots.Where(r => RootJudgement.IsOfImage(r) && IsWhole(r)).ToList();
        var warnings = Strange(roots).ToList();
        if (ours.Count == 0)
        {
            return new([], [.. warnings], IsComplete: true);
        }

        // A link says what its maker wrote, and IsWhole has seen that it is a store path.
        var byPath = ours.ToLookup(r => r.Target!, StringComparer.Ordinal);
        string[] paths = [.. byPath.Select(g => g.Key)];
        var guests = await new GuestReader(session).ReadAsync(cancellationToken);
        var disks = await new DiskFinder(session).FindAsync(guests, cancellationToken);
        var uses = new ImageUses(paths, guests, disks);
        var sizes = await SizesAsync([.. paths.Union(uses.StorePaths)], cancellationToken);
        ImmutableArray<string> valid = [.. uses.StorePaths.Where(p => sizes[p] is not null)];
        await uses.AddIndirectAsync(paths, valid, _store, cancellationToken);

        var owners = session.Owners.Records.ReadAll();
        warnings.AddRange(Unreadable(owners, disks));
        var judgement = new RootJudgement(session, disks, guests, owners, Living(owners));
        return new(
            [
                .. byPath
                    .Select(group =>
                        Describe(group, uses.Of(group.Key), sizes[group.Key], judgement)
                    )
                    .OrderByDescending(i => i.Size ?? 0)
                    .ThenBy(i => i.StorePath, StringComparer.Ordinal),
            ],
            [.. warnings],
            disks.Problems.IsEmpty
        );
    }

    private static HostImage Describe(
        IGrouping<string, StoreRoot> roots,
        StoreUse use,
        long? size,
        RootJudgement judgement
    )
    {
        var judged = judgement.Judge(roots, use.Disks.Count > 0 || use.Guests.Count > 0);
        return new(
            roots.Key,
            size,
            judged,
            [
                .. judged
                    .Select(r => r.Stack)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            [.. use.Disks.Values],
            [.. use.Guests]
        );
    }

    private bool IsWhole(StoreRoot root) =>
        root.Target is { } target && _store.StorePathOf(target) == target;

    private IEnumerable<string> Strange(IReadOnlyList<StoreRoot> roots)
    {
        string[] strange =
        [
            .. roots
                .Where(r => r.Role.Length == 0 || !IsWhole(r))
                .Select(r => Path.GetFileName(r.Path))
                .Order(StringComparer.Ordinal),
        ];
        if (strange.Length > 0)
        {
            yield return $"{session.Host.Options.GcRootDirectory} has {Several(strange)}, which no stack makes and which is not looked at";
        }
    }

    private static IEnumerable<string> Unreadable(AllOwners owners, FoundDisks disks)
    {
        if (owners.Unreadable > 0)
        {
            yield return $"{owners.Unreadable} of the records of owners cannot be read, so that some roots are told without their program";
        }

        if (!disks.Problems.IsEmpty)
        {
            yield return $"something may lie on an image that is not told here: {Several(disks.Problems)}";
        }
    }

    private static string Several(IReadOnlyList<string> what) =>
        what.Count == 1 ? what[0] : $"{what[0]}, and {what.Count - 1} more";

    /// <summary>The stacks of which a run makes something, as the names of roots tell them.</summary>
    private HashSet<string> Living(AllOwners owners) =>
        owners
            .Pending.Where(p => PendingCreates.IsAlive(session.Owners.Records, p))
            .Select(p => $"{p.Project}-{p.Stack}")
            .ToHashSet(StringComparer.Ordinal);

    private async Task<Dictionary<string, long?>> SizesAsync(
        string[] storePaths,
        CancellationToken cancellationToken
    )
    {
        var sizes = await _store.QuerySizesAsync(storePaths, cancellationToken);
        return storePaths
            .Zip(sizes)
            .ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }
}
