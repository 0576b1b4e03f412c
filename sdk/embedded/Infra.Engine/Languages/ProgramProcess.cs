using System.Globalization;
using Infra.Engine.Events;
using Infra.Engine.Processes;

namespace Infra.Engine.Languages;

/// <summary>Runs a program in a process of its own.</summary>
internal static class ProgramProcess
{
    /// <summary>The exit code of a program that has already told the user what went wrong.</summary>
    private const int ReportedExitCode = 32;

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    /// <summary>Runs the program to its end and shows its output to the user.</summary>
    /// <param name="isOver">Whether the run has failed: a program then only complains about its lost connection.</param>
    public static async Task<ProgramResult> RunAsync(
        ProcessCommand command,
        EventPublisher events,
        Func<bool> isOver,
        CancellationToken cancellationToken
    )
    {
        await using var process = ChildProcess.Start(
            command with
            {
                OnOutput = line => events.Publish(new EngineEvent.Stdout(line)),
                OnError = line =>
                {
                    command.OnError(line);
                    events.Diagnose(
                        null,
                        isOver() ? DiagnosticSeverity.Debug : DiagnosticSeverity.Info,
                        line
                    );
                },
            }
        );
        await using var stopping = cancellationToken.Register(() =>
            _ = process.StopAsync(StopGrace)
        );
        var exitCode = await process.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        return exitCode switch
        {
            0 => new(Succeeded: true),
            ReportedExitCode => new(Succeeded: false),
            _ => new(
                Succeeded: false,
                $"an unhandled error occurred: Program exited with non-zero exit code: {exitCode.ToString(CultureInfo.InvariantCulture)}"
            ),
        };
    }
}
