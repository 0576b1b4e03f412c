namespace Conformance.Tests.Lab;

/// <summary>How a command ended and what it said.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Everything a person would have read.</summary>
    public string Text => Output + Error;

    public CommandResult Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, () => $"{Command} failed:\n{Text}");
        return this;
    }

    public CommandResult FailedWith(int exitCode)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), () => $"{Command}:\n{Text}");
        return this;
    }

    /// <summary>How often a text was said.</summary>
    public int Count(string text) => Text.Split(text).Length - 1;
}
