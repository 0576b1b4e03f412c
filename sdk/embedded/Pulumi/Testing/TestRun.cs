using System.Collections.Immutable;
using Pulumi.Deployments;

namespace Pulumi.Testing;

/// <summary>Runs a program in a unit test.</summary>
internal sealed record TestRun(ImmutableArray<Resource> All, IDictionary<string, object?> Outputs)
{
    public ImmutableArray<Resource> WithoutStack => All.RemoveAll(resource => resource is Stack);

    // An async method keeps the run's context from flowing back to the test.
    public static async Task<TestRun> RunAsync(IMocks mocks, TestOptions? options, Func<Task> start)
    {
        var settings = new DeploymentSettings
        {
            Project = options?.ProjectName ?? "project",
            Stack = options?.StackName ?? "stack",
            Organization = options?.OrganizationName ?? "organization",
            RootDirectory = options?.RootDirectory ?? "",
            IsDryRun = options?.IsPreview ?? true,
            Config = DeploymentSettings.ReadConfig(Environment.GetEnvironmentVariable),
        };
        var (engine, monitor) = (new MockEngine(), new MockMonitor(mocks, settings));
        var deployment = new DeploymentContext(
            settings,
            monitor,
            engine,
            new UnreachableCallbacks()
        );
        await ProgramRun.RunAsync(deployment, start, TextWriter.Null).ConfigureAwait(false);
        var outputs = deployment.Stack is { } stack
            ? (await SettledAsync(stack).ConfigureAwait(false)).Value
            : null;
        return engine.Errors switch
        {
            [] => new(monitor.Resources, outputs ?? ImmutableDictionary<string, object?>.Empty),
            [var error] => throw new RunException(error),
            var errors => throw new AggregateException(errors.Select(e => new RunException(e))),
        };
    }

    private static async Task<OutputState<IDictionary<string, object?>>> SettledAsync(Stack stack)
    {
        var outputs = stack.Outputs.State;
        await ((Task)outputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return outputs.IsCompletedSuccessfully ? outputs.Result : default;
    }
}
