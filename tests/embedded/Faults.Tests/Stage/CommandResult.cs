namespace Faults.Tests.Stage;

/// <summary>How a command ended and what it said.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    public string Text => Output + Error;

    public CommandResult Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, () => $"{Command} failed:\n{Text}");
        return this;
    }

    public CommandResult Failed()
    {
        Assert.That(ExitCode, Is.Not.Zero, () => $"{Command} succeeded:\n{Text}");
        return this;
    }
}
