using Spectre.Console;

namespace Infra.Cli.Terminals;

/// <summary>The standard streams of the process. Tests create one over strings.</summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    private readonly TextWriter _output = output;

    /// <summary>Whether the input is a terminal.</summary>
    public bool IsInputTerminal { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether colors are used; <c>null</c> means only on a terminal.</summary>
    public bool? UseColor { get; set; }

    /// <summary>Measures the current number of columns.</summary>
    public Func<int> MeasureWidth { get; init; } = static () => 80;

    /// <summary>Measures the current number of lines.</summary>
    public Func<int> MeasureHeight { get; init; } = static () => 24;

    /// <summary>Reads a line without echo; <c>null</c> at the end of the input.</summary>
    public Func<string?> ReadHidden { get; init; } = input.ReadLine;

    public TextReader Input { get; } = input;

    /// <summary>Gives the failure that silenced the output, or <c>null</c>.</summary>
    public Func<Exception?> GetOutputFailure { get; init; } = static () => null;

    /// <summary>The unstyled output, for results that other programs read.</summary>
    public TextWriter RawOut => _output;

    /// <summary>The unstyled error output.</summary>
    public TextWriter RawError { get; } = error;

    public int Width => Math.Max(40, MeasureWidth());

    public StyledWriter Out => field ??= new(_output, UseColor ?? IsOutputTerminal);

    public StyledWriter Error => field ??= new(RawError, UseColor ?? IsErrorTerminal);

    /// <summary>Writes what is still buffered.</summary>
    /// <exception cref="CommandException">A part of the output was lost, for example on a full disk.</exception>
    public void RequireWritten()
    {
        _output.Flush();
        if (GetOutputFailure() is { } failure)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"The output could not be written: {failure.Message}",
                failure
            );
        }
    }

    /// <summary>Writes an error or a warning, wrapped between words on a terminal.</summary>
    /// <param name="kind">The label in front of the first line, such as <c>error</c>.</param>
    /// <param name="tone">The tone of the first line.</param>
    /// <param name="message">The text of the message.</param>
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

    /// <summary>Creates a Spectre console over the output, for live regions.</summary>
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

    /// <summary>Gives Spectre the size of this terminal. By default it measures the console of the process.</summary>
    private sealed class ConsoleOutput(Terminal terminal, TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => terminal.Width;

        public int Height => Math.Max(10, terminal.MeasureHeight());

        public void SetEncoding(System.Text.Encoding encoding) { }
    }
}
