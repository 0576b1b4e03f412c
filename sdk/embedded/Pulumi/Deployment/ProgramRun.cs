using System.Reflection;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Runs a program until its last task has ended, and reports the result.</summary>
internal static class ProgramRun
{
    public const int Succeeded = 0;

    /// <summary>The exit code of a program that wrote errors, which the engine shows.</summary>
    public const int WroteErrors = 1;

    /// <summary>The exit code of a program that failed and has told the user why.</summary>
    public const int FailedAndTold = 32;

    /// <param name="lastResort">The writer for failures when the engine cannot be reached.</param>
    public static async Task<int> RunAsync(
        DeploymentContext deployment,
        Func<Task> start,
        TextWriter lastResort
    )
    {
        DeploymentContext.Current = deployment;
        await using var callbacks = deployment.Callbacks.ConfigureAwait(false);
        var failures = await deployment.Work.RunAsync(start).ConfigureAwait(false);
        if (failures.IsEmpty && !deployment.Log.HasErrors)
        {
            // The engine still calls hooks, which may start tasks that fail.
            await deployment.Monitor.SignalAndWaitForShutdownAsync().ConfigureAwait(false);
            failures = deployment.Work.Failures;
        }

        foreach (var failure in failures)
        {
            await TellAsync(deployment.Log, failure, lastResort).ConfigureAwait(false);
        }

        return failures.IsEmpty
            ? deployment.Log.HasErrors
                ? WroteErrors
                : Succeeded
            : FailedAndTold;
    }

    /// <summary>Describes a failure for the user.</summary>
    public static string Describe(Exception failure) =>
        failure switch
        {
            RunException or MissingOutputException => failure.Message,
            Infra.Protocol.InfraException => failure.Message,
            ResourceException { HideStack: true } => failure.Message,
            RpcException e =>
                $"The engine rejected a request of the program: {e.Status.Detail} ({e.StatusCode}).",
            _ =>
                $"The program '{Assembly.GetEntryAssembly()?.GetName().Name}' failed:\n{ExceptionText.Of(failure)}",
        };

    // An engine that cancels calls, or answers that it is unavailable, has ended the run itself and said why.
    // A lost connection has the same status, with the exception of this side.
    private static bool IsEndOfRun(Exception failure) =>
        failure
            is RpcException { StatusCode: StatusCode.Cancelled }
                or RpcException { StatusCode: StatusCode.Unavailable, Status.DebugException: null };

    private static async Task TellAsync(EngineLog log, Exception failure, TextWriter lastResort)
    {
        if (IsEndOfRun(failure))
        {
            return;
        }

        var resource = (failure as ResourceException)?.Resource;
        try
        {
            await log.Write(LogSeverity.Error, Describe(failure), resource).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            await lastResort
                .WriteLineAsync(
                    $"The engine that started this program has exited. {Describe(failure)}"
                )
                .ConfigureAwait(false);
        }
    }
}
