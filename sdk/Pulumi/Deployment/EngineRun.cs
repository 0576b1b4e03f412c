using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Pulumi.Deployments;

/// <summary>Runs a program that an engine has started.</summary>
internal static class EngineRun
{
    private const string WaitForDebugger = "PULUMI_ATTACH_DEBUGGER";

    // Async, so that the run's deployment does not stay behind in the caller.
    public static async Task<int> RunAsync(Func<Task> start)
    {
        if (Environment.GetEnvironmentVariable(WaitForDebugger) == "true")
        {
            await DebuggerAsync().ConfigureAwait(false);
        }

        Func<string, string?> read = Environment.GetEnvironmentVariable;
        var deployment = new DeploymentContext(
            DeploymentSettings.FromEnvironment(read),
            new GrpcMonitor(DeploymentSettings.Required(read, "PULUMI_MONITOR")),
            new GrpcEngine(DeploymentSettings.Required(read, "PULUMI_ENGINE"))
        );
        using var lastResort = new StreamWriter(StandardError());
        // For programs whose Main awaits the run and forgets to return the code.
        Environment.ExitCode = await ProgramRun
            .RunAsync(deployment, start, lastResort)
            .ConfigureAwait(false);
        return Environment.ExitCode;
    }

    [SuppressMessage(
        "ApiDesign",
        "RS0030",
        Justification = "The program is the user's: there is no Program.cs of ours that could hand it in."
    )]
    private static Stream StandardError() => Console.OpenStandardError();

    private static async Task DebuggerAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!Debugger.IsAttached)
        {
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }
}
