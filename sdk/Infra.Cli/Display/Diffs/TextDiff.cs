using Infra.Cli.Terminals;

namespace Infra.Cli.Display.Diffs;

/// <summary>The lines by which two texts differ.</summary>
internal static class TextDiff
{
    // The table below takes lines × lines cells; beyond this, old and new are shown whole.
    private const int MostLines = 1000;

    /// <summary>Deleted and added lines, with an ellipsis for each run of equal ones.</summary>
    public static IEnumerable<StyledLine> Lines(string old, string @new)
    {
        var (was, now) = (old.TrimEnd('\n').Split('\n'), @new.TrimEnd('\n').Split('\n'));
        var begin = was.Zip(now).TakeWhile(AreEqual).Count();
        var end = was[begin..].Reverse().Zip(now[begin..].Reverse()).TakeWhile(AreEqual).Count();
        var changed = Changed(was[begin..^end], now[begin..^end]);
        return
        [
            .. begin > 0 ? [Skipped] : Array.Empty<StyledLine>(),
            .. changed,
            .. end > 0 && was.Length + now.Length > begin + end
                ? [Skipped]
                : Array.Empty<StyledLine>(),
        ];
    }

    private static StyledLine Skipped => new("  …", Tone.Dim);

    private static bool AreEqual((string, string) pair) =>
        string.Equals(pair.Item1, pair.Item2, StringComparison.Ordinal);

    private static IEnumerable<StyledLine> Changed(string[] was, string[] now) =>
        was.Length > MostLines || now.Length > MostLines
            ? [.. was.Select(Deleted), .. now.Select(Added)]
            : Walk(was, now, CommonLengths(was, now));

    private static IEnumerable<StyledLine> Walk(string[] was, string[] now, int[,] common)
    {
        var (i, j, isSkipping) = (0, 0, false);
        while (i < was.Length || j < now.Length)
        {
            if (
                i < was.Length
                && j < now.Length
                && string.Equals(was[i], now[j], StringComparison.Ordinal)
            )
            {
                if (!isSkipping)
                {
                    yield return Skipped;
                }

                (i, j, isSkipping) = (i + 1, j + 1, true);
                continue;
            }

            isSkipping = false;
            var isDeletion =
                j == now.Length || (i < was.Length && common[i + 1, j] >= common[i, j + 1]);
            yield return isDeletion ? Deleted(was[i++]) : Added(now[j++]);
        }
    }

    // Length of the longest common subsequence of the rests that begin at each pair of lines.
    private static int[,] CommonLengths(string[] was, string[] now)
    {
        var common = new int[was.Length + 1, now.Length + 1];
        for (var i = was.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = string.Equals(was[i], now[j], StringComparison.Ordinal)
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static StyledLine Deleted(string line) => new($"- {line}", Tone.Delete);

    private static StyledLine Added(string line) => new($"+ {line}", Tone.Create);
}
