using System.Collections.Immutable;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The lines in which two texts differ.</summary>
internal static class LineDifference
{
    private const int MostShown = 12;
    private const int LongestLine = 120;
    private const int LargestTable = 1_000_000;

    /// <summary>Says how many lines differ, and below it which.</summary>
    public static string Between(string old, string @new)
    {
        var lines = Compare(Split(old), Split(@new)).ToList();
        var (removed, added) = (lines.Count(l => l[0] == '-'), lines.Count(l => l[0] == '+'));
        var shown = lines.Take(MostShown).Select(l => $"    {Short(l)}");
        if (lines.Count > MostShown)
        {
            shown = shown.Append($"    … {lines.Count - MostShown} more lines");
        }

        return lines.Count == 0
            ? "only its line ends differ"
            : string.Join('\n', shown.Prepend($"{Count(removed)} removed, {added} added"));
    }

    private static ImmutableArray<string> Split(string text) => [.. text.TrimEnd('\n').Split('\n')];

    private static string Count(int lines) => lines == 1 ? "1 line" : $"{lines} lines";

    private static string Short(string line) =>
        line.Length <= LongestLine ? line : $"{line[..LongestLine]}…";

    private static IEnumerable<string> Compare(
        ImmutableArray<string> old,
        ImmutableArray<string> @new
    )
    {
        var start = old.Zip(@new).TakeWhile(p => p.First == p.Second).Count();
        var end = old.Skip(start)
            .Reverse()
            .Zip(@new.Skip(start).Reverse())
            .TakeWhile(p => p.First == p.Second)
            .Count();
        var (from, to) = (old[start..^end], @new[start..^end]);
        return (long)from.Length * to.Length > LargestTable
            ? from.Select(l => $"- {l}").Concat(to.Select(l => $"+ {l}"))
            : Walk(from, to, Lengths(from, to));
    }

    /// <summary>The length of the longest common part of every pair of ends.</summary>
    private static int[,] Lengths(ImmutableArray<string> from, ImmutableArray<string> to)
    {
        var lengths = new int[from.Length + 1, to.Length + 1];
        for (var i = from.Length - 1; i >= 0; i--)
        {
            for (var j = to.Length - 1; j >= 0; j--)
            {
                lengths[i, j] =
                    from[i] == to[j]
                        ? lengths[i + 1, j + 1] + 1
                        : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    private static IEnumerable<string> Walk(
        ImmutableArray<string> from,
        ImmutableArray<string> to,
        int[,] lengths
    )
    {
        var (i, j) = (0, 0);
        while (i < from.Length || j < to.Length)
        {
            if (i < from.Length && j < to.Length && from[i] == to[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == to.Length || (i < from.Length && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                yield return $"- {from[i++]}";
            }
            else
            {
                yield return $"+ {to[j++]}";
            }
        }
    }
}
