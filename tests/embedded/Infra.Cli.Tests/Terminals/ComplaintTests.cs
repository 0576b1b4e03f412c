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

    /// <summary>The error path must not throw, whatever a plugin or a program wrote.</summary>
    [TestCase("")]
    [TestCase("\n\n\n")]
    [TestCase("\ud800 alone \udfff")]
    [TestCase("\u0000\u001b[31m\u0007")]
    [TestCase("日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語 👩\u200d👩\u200d👧")]
    [TestCase("\u0301\u0301\u0301\t\r\n\u2028")]
    public void Any_text_can_be_written(string message) =>
        Assert.That(Write(isTerminal: true, message), Does.StartWith("warning:"));

    private static string Write(bool isTerminal, string message = Message)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error)
        {
            IsErrorTerminal = isTerminal,
            MeasureWidth = () => 40,
            UseColor = false,
        };

        terminal.Complain("warning", Tone.Warning, message);

        return error.ToString();
    }
}
