using System.Reflection;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Runs a program from its start until nothing of it is left, and tells how it went.</summary>
internal static class ProgramRun
{
    public const int Succeeded = 0;

    /// <summary>The program wrote errors; the engine shows them.</summary>
    public const int WroteErrors = 1;

    /// <summary>The program failed, and the user has been told why.</summary>
    public const int FailedAndTold = 32;

    /// <param name="deployment">The deployment.</param>
    /// <param name="start">Makes the stack.</param>
    /// <param name="lastResort">Where failures are told when the engine cannot be reached.</param>
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
            // Hooks are still called, and may fail beside the call.
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

    /// <summary>What the user reads of a failure.</summary>
    public static string Describe(Exception failure) =>
        failure switch
        {
            RunException => failure.Message,
            Infra.Protocol.InfraException => failure.Message,
            ResourceException { HideStack: true } => failure.Message,
            RpcException e =>
                $"The engine refused a request of the program: {e.Status.Detail} ({e.StatusCode}).",
            _ =>
                $"The program '{Assembly.GetEntryAssembly()?.GetName().Name}' failed:\n{ExceptionText.Of(failure)}",
        };

    private static async Task TellAsync(EngineLog log, Exception failure, TextWriter lastResort)
    {
        // An engine that cancels calls has ended the run itself, and told why.
        if (failure is RpcException { StatusCode: StatusCode.Cancelled })
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
                .WriteLineAsync($"The engine that started the program is gone. {Describe(failure)}")
                .ConfigureAwait(false);
        }
    }
}
