using System.Collections.Immutable;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>Roots that may go, all by the same answer.</summary>
/// <param name="Standing">Whether a state may still have them, or they are left of disks that are gone.</param>
/// <param name="Stack">The stack; empty for what is left of disks.</param>
/// <param name="Program">The program of the stack and its machine; empty where they are not recorded.</param>
/// <param name="Roots">The roots with their images.</param>
internal sealed record PruneGroup(
    RootStanding Standing,
    string Stack,
    string Program,
    ImmutableArray<(HostImage Image, ImageRoot Root)> Roots
)
{
    /// <summary>Whose roots these are.</summary>
    public string Name =>
        Standing == RootStanding.Left ? "disks that are gone"
        : Program.Length == 0 ? Stack
        : $"{Stack} ({Program})";

    /// <summary>The roots that may go, in groups: first what no resource needs, then stack by stack.</summary>
    public static ImmutableArray<PruneGroup> Of(
        ImageFacts facts,
        ImagesOptions options,
        DateTimeOffset now
    ) =>
        [
            .. facts
                .Images.SelectMany(i => i.Roots.Select(r => (Image: i, Root: r)))
                .Where(r => r.Root.Standing != RootStanding.Needed)
                .Where(r => now - r.Root.Made >= options.OlderThan)
                .Where(r => options.Stack is null || r.Root.Stack == options.Stack)
                .GroupBy(r =>
                    r.Root.Standing == RootStanding.Left
                        ? (r.Root.Standing, "", "")
                        : (r.Root.Standing, r.Root.Stack, ProgramOf(r.Root))
                )
                .Select(g => new PruneGroup(g.Key.Item1, g.Key.Item2, g.Key.Item3, [.. g]))
                .OrderByDescending(g => g.Standing)
                .ThenBy(g => g.Name, StringComparer.Ordinal),
        ];

    private static string ProgramOf(ImageRoot root) =>
        root.Owner is { Folder.Length: > 0 } owner
            ? $"program {owner.Folder} on {owner.Operator}"
            : "";
}
