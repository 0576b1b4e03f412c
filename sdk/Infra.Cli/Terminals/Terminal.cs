using Spectre.Console;

namespace Infra.Cli.Terminals;

/// <summary>The three streams of the process and what they lead to. Tests make one of strings.</summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    private readonly TextWriter _output = output;

    /// <summary>Whether somebody sits at the keyboard.</summary>
    public bool IsInputTerminal { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>Overrides whether colours are used; <c>null</c> for where a terminal takes them.</summary>
    public bool? UseColor { get; set; }

    /// <summary>Columns of the terminal at this moment.</summary>
    public Func<int> MeasureWidth { get; init; } = static () => 80;

    /// <summary>Lines of the terminal at this moment.</summary>
    public Func<int> MeasureHeight { get; init; } = static () => 24;

    /// <summary>Reads a line without showing it, or <c>null</c> at the end of the input.</summary>
    public Func<string?> ReadHidden { get; init; } = input.ReadLine;

    public TextReader Input { get; } = input;

    /// <summary>The output stream itself, for results that other programs read.</summary>
    public TextWriter RawOut => _output;

    public int Width => Math.Max(40, MeasureWidth());

    public StyledWriter Out => field ??= new(_output, UseColor ?? IsOutputTerminal);

    public StyledWriter Error => field ??= new(error, UseColor ?? IsErrorTerminal);

    /// <summary>Writes an error or a warning; on a terminal it is broken between words.</summary>
    /// <param name="kind">What it is, in front of the first line.</param>
    /// <param name="tone">The colour of the first line.</param>
    /// <param name="message">What is to say.</param>
    public void Complain(string kind, Tone tone, string message)
    {
        var prefix = $"{kind}: ";
        var width = IsErrorTerminal ? Width - prefix.Length : int.MaxValue;
        var lines = Wrapping.Lines(message.TrimEnd(), width).ToList();
        Error.WriteLines([
            new StyledLine(prefix + lines[0], tone),
            .. lines.Skip(1).Select(l => new StyledLine($"  {l.TrimEnd()}")),
        ]);
    }

    /// <summary>A console of Spectre over the output, for live regions.</summary>
    public IAnsiConsole CreateConsole() =>
        AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem =
                    UseColor ?? IsOutputTerminal
                        ? ColorSystemSupport.Standard
                        : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.Yes,
                Out = new ConsoleOutput(this, _output),
            }
        );

    /// <summary>Takes the size from us: Spectre would ask the process's console.</summary>
    private sealed class ConsoleOutput(Terminal terminal, TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => terminal.Width;

        public int Height => Math.Max(10, terminal.MeasureHeight());

        public void SetEncoding(System.Text.Encoding encoding) { }
    }
}
