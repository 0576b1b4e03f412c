using Infra.Cli.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infra.Cli.Display.Views;

/// <summary>Renders finished lines in a live region of Spectre, without wrapping.</summary>
internal sealed class LinesRenderable(IReadOnlyList<StyledLine> lines) : Renderable
{
    protected override Measurement Measure(RenderOptions options, int maxWidth) =>
        new(maxWidth, maxWidth);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in lines)
        {
            foreach (var span in line.Spans)
            {
                yield return new(span.Text, Styled(span.Tone));
            }

            yield return Segment.LineBreak;
        }
    }

    private static Style Styled(Tone tone) =>
        tone switch
        {
            Tone.Dim => new(decoration: Decoration.Dim),
            Tone.Strong => new(decoration: Decoration.Bold),
            Tone.Heading => new(Color.Purple, decoration: Decoration.Bold),
            Tone.Create => new(Color.Green),
            Tone.Update or Tone.Warning => new(Color.Olive),
            Tone.Delete or Tone.Error => new(Color.Maroon),
            Tone.Replace => new(Color.Purple),
            Tone.Read => new(Color.Teal),
            Tone.Info => new(Color.Navy),
            _ => Style.Plain,
        };
}
