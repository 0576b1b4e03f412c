using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Pulumi.Deployments;

/// <summary>Runs a program that an engine has started.</summary>
internal static class EngineRun
{
    private const string WaitForDebugger = "PULUMI_ATTACH_DEBUGGER";

    // An async method keeps the run's context from flowing back to the caller.
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
        // The exit code is set as well, for programs whose Main awaits the run and returns nothing.
        Environment.ExitCode = await ProgramRun
            .RunAsync(deployment, start, lastResort)
            .ConfigureAwait(false);
        return Environment.ExitCode;
    }

    [SuppressMessage(
        "ApiDesign",
        "RS0030",
        Justification = "The user's Main calls this method, so no composition root could inject the context."
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
