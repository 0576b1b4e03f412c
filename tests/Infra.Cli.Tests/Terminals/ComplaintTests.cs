using Infra.Cli.Terminals;

namespace Infra.Cli.Tests.Terminals;

/// <summary>How errors and warnings are written.</summary>
internal sealed class ComplaintTests
{
    private const string Message = "the last run was interrupted while it made the disk of a guest";

    [Test]
    public void On_a_terminal_they_are_broken_between_words() =>
        Assert.That(
            Write(isTerminal: true),
            Is.EqualTo(
                "warning: the last run was interrupted\n  while it made the disk of a\n  guest\n"
            )
        );

    [Test]
    public void Elsewhere_they_stay_in_one_line() =>
        Assert.That(Write(isTerminal: false), Is.EqualTo($"warning: {Message}\n"));

    private static string Write(bool isTerminal)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error)
        {
            IsErrorTerminal = isTerminal,
            MeasureWidth = () => 40,
            UseColor = false,
        };

        terminal.Complain("warning", Tone.Warning, Message);

        return error.ToString();
    }
}
