using System.Text;

namespace Infra.Cli.Terminals;

/// <summary>Writes styled lines to a stream.</summary>
internal sealed class StyledWriter(TextWriter writer, bool useColor)
{
    private const string Reset = "\e[0m";

    public void WriteLine() => writer.WriteLine();

    public void WriteLine(string text, Tone tone = Tone.Plain) =>
        WriteLine(new StyledLine(text, tone));

    public void WriteLine(StyledLine line)
    {
        writer.WriteLine(Encode(line));
        writer.Flush();
    }

    public void WriteLines(IEnumerable<StyledLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(Encode(line)).Append(writer.NewLine);
        }

        writer.Write(text);
        writer.Flush();
    }

    /// <summary>Writes without a line break, for a question.</summary>
    public void Write(StyledLine line)
    {
        writer.Write(Encode(line));
        writer.Flush();
    }

    private string Encode(StyledLine line)
    {
        if (!useColor)
        {
            return line.ToString().TrimEnd();
        }

        var text = new StringBuilder();
        foreach (var (part, tone) in line.Spans)
        {
            _ = Code(tone) is { } code
                ? text.Append(code).Append(part).Append(Reset)
                : text.Append(part);
        }

        return text.ToString();
    }

    private static string? Code(Tone tone) =>
        tone switch
        {
            Tone.Dim => "\e[2m",
            Tone.Strong => "\e[1m",
            Tone.Heading => "\e[1;35m",
            Tone.Create => "\e[32m",
            Tone.Update => "\e[33m",
            Tone.Delete or Tone.Error => "\e[31m",
            Tone.Replace => "\e[35m",
            Tone.Read => "\e[36m",
            Tone.Warning => "\e[33m",
            Tone.Info => "\e[34m",
            _ => null,
        };
}
