using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// Reduces a whole trace of an evaluation to what its author can use: the cause, and the frames in files of his own. A trace of NixOS has
/// hundreds of frames in nixpkgs, and without <c>--show-trace</c> newer releases of Nix leave out the very frame that names the mistake.
/// </summary>
internal static partial class EvaluationTrace
{
    private const int MaxFrames = 6;

    /// <summary>Leaves out the frames in nixpkgs and in the files shipped with this assembly.</summary>
    /// <param name="lines">The trace, without colours.</param>
    /// <param name="source">The author's file or directory.</param>
    public static List<string> Reduce(IReadOnlyList<string> lines, string? source)
    {
        var blocks = Split(lines);
        // Nix 2.8 writes the cause first and then the frames outwards; newer releases end with the cause.
        var causeFirst = lines.Count > 0 && lines[0].Length > "error:".Length;
        var kept = blocks.Where(block => IsFrame(block) && Concerns(block, source)).ToList();
        var shown = (causeFirst ? kept.Take(MaxFrames) : kept.TakeLast(MaxFrames)).ToHashSet();
        return
        [
            .. blocks
                .Where(block => !IsFrame(block) || shown.Contains(block))
                .SelectMany(block => block),
        ];
    }

    /// <summary>Each frame with its place and the lines of source below it, and everything else.</summary>
    private static List<List<string>> Split(IReadOnlyList<string> lines)
    {
        List<List<string>> blocks =
        [
            [],
        ];
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith('…') || (IsFrame(blocks[^1]) && Cause().IsMatch(line)))
            {
                blocks.Add([]);
            }

            blocks[^1].Add(line);
        }

        return blocks;
    }

    private static bool IsFrame(List<string> block) =>
        block.Count > 0 && block[0].TrimStart().StartsWith('…');

    /// <summary>A frame without a place is context, such as the option that was evaluated.</summary>
    private static bool Concerns(List<string> block, string? source)
    {
        var place = block
            .Select(line => Place().Match(line))
            .FirstOrDefault(match => match.Success);
        if (place is null)
        {
            return !block[0].Contains("stack trace truncated", StringComparison.Ordinal);
        }

        var path = place.Groups["path"].Value;
        return (source is { Length: > 1 } && path.StartsWith(source, StringComparison.Ordinal))
            || !Library().IsMatch(path);
    }

    [GeneratedRegex(@"^\s*error:", RegexOptions.CultureInvariant)]
    private static partial Regex Cause();

    [GeneratedRegex(
        @"^\s*at (?<path>[^:]+):\d+:\d+:?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Place();

    // «none» and «internal» are no files.
    [GeneratedRegex(
        @"^«|/nixos/(modules|lib|default\.nix)|/lib/[a-z-]+\.nix\z|/pkgs/|/nixos/(image|system|nixpkgs)\.nix\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Library();
}
