using System.Text;

namespace Infra.Cli.Terminals;

/// <summary>Wraps lines between words, because terminals wrap them within words.</summary>
internal static class Wrapping
{
    /// <summary>The lines of a text. A line is wider than the width only when a single word is.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        foreach (var line in text.Split('\n'))
        {
            foreach (var part in Line(line.TrimEnd(), width))
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<string> Line(string line, int width)
    {
        if (StyledLine.Cells(line) <= width)
        {
            yield return line;
            yield break;
        }

        var part = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (
                part.Length > 0
                && StyledLine.Cells(part.ToString()) + 1 + StyledLine.Cells(word) > width
            )
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(part.Length > 0 ? " " : "").Append(word);
        }

        yield return part.ToString();
    }
}
