using System.Text;
using CliWrap;

namespace Conformance.Tests.Lab;

/// <summary>Runs commands to their end.</summary>
internal static class Command
{
    /// <summary>For one command; a machine that does other work too is slow.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command, by default for at most ten minutes.</summary>
    public static async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        TimeSpan? time = null
    )
    {
        var limit = time ?? Budget;
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var budget = new CancellationTokenSource(limit);
        var text = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(directory)
                .WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
                .ExecuteAsync(budget.Token);
            return new(text, result.ExitCode, output.ToString(), error.ToString());
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException(
                $"{text} did not end within {limit.TotalMinutes} min. It said:\n{output}{error}",
                e
            );
        }
    }
}
