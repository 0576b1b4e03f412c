namespace Infra.Cli.Tests.CommandLines;

/// <summary>What a command wrote and how it ended.</summary>
internal sealed record CliResult(ExitCode ExitCode, string Output, string Error)
{
    /// <summary>All three in one text, for snapshots.</summary>
    public override string ToString() =>
        $"exit code {(int)ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}".Replace(
            "\n\n---",
            "\n---"
        );
}
