using DiffPlex;
using DiffPlex.Chunkers;
using Infra.Cli.Terminals;

namespace Infra.Cli.Display.Diffs;

/// <summary>The lines by which two texts differ.</summary>
internal static class TextDiff
{
    // The time of a diff grows with the number of different lines. Beyond this, both texts are shown in full.
    private const int MostDifferences = 2000;
    private static readonly CustomFunctionChunker Chunker = new(text => text.Split('\n'));

    /// <summary>Deleted and added lines, with an ellipsis for each run of equal ones.</summary>
    public static IEnumerable<StyledLine> Lines(string old, string @new)
    {
        var (was, now) = (old.TrimEnd('\n').Split('\n'), @new.TrimEnd('\n').Split('\n'));
        return was.Except(now).Count() + now.Except(was).Count() > MostDifferences
            ? [.. was.Select(Deleted), .. now.Select(Added)]
            : Blocks(old.TrimEnd('\n'), @new.TrimEnd('\n'));
    }

    private static IEnumerable<StyledLine> Blocks(string old, string @new)
    {
        var diff = Differ.Instance.CreateDiffs(old, @new, false, false, Chunker);
        var shown = 0;
        foreach (var block in diff.DiffBlocks)
        {
            if (block.DeleteStartA > shown)
            {
                yield return Skipped();
            }

            foreach (var line in diff.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA))
            {
                yield return Deleted(line);
            }

            foreach (var line in diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB))
            {
                yield return Added(line);
            }

            shown = block.DeleteStartA + block.DeleteCountA;
        }

        if (shown < diff.PiecesOld.Count)
        {
            yield return Skipped();
        }
    }

    private static StyledLine Skipped() => new("  …", Tone.Dim);

    private static StyledLine Deleted(string line) => new($"- {line}", Tone.Delete);

    private static StyledLine Added(string line) => new($"+ {line}", Tone.Create);
}
