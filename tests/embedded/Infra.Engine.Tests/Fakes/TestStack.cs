using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Runs;
using Infra.Engine.State;
using Infra.Engine.Workspace;
using Infra.Protocol.Naming;

namespace Infra.Engine.Tests.Fakes;

/// <summary>A stack over fake providers, whose programs are code of the tests.</summary>
internal sealed class TestStack
{
    public Ledger Ledger { get; } = new();

    public FakeBehavior Behavior { get; } = new();

    /// <summary>Where the goals come from.</summary>
    public DeploymentKind Kind { get; set; } = DeploymentKind.Update;

    /// <summary>What an import takes over.</summary>
    public ImmutableArray<ImportSpec> Imports { get; set; } = [];

    /// <summary>What an import only looks for.</summary>
    public ImportSearch? Search { get; set; }

    /// <summary>Starts providers; by default fake ones.</summary>
    public IProviderLoader? Loader { get; set; }

    /// <summary>The state after the last run.</summary>
    public Snapshot Snapshot { get; set; } = Snapshot.Empty;

    public StackConfiguration Configuration { get; set; } = StackConfiguration.Empty;

    public DeploymentOptions Options { get; set; } = new() { Parallel = 4 };

    /// <summary>Runs a program to the end and keeps the state.</summary>
    public async Task<TestRun> UpAsync(
        Func<TestProgram, Task> program,
        CancellationToken cancellationToken = default
    )
    {
        var run = await RunAsync(program, Options, cancellationToken);
        Snapshot = run.Snapshot;
        return run;
    }

    /// <summary>Plans a program; the state stays.</summary>
    public Task<TestRun> PreviewAsync(Func<TestProgram, Task> program) =>
        RunAsync(program, Options with { IsPreview = true }, CancellationToken.None);

    /// <summary>Runs a program that speaks over the wire, and keeps the state.</summary>
    public async Task<TestRun> UpOverTheWireAsync(Func<MonitorRun, Task> program)
    {
        var run = await RunAsync(
            async p =>
            {
                await using var wire = await p.ConnectAsync();
                await program(wire);
            },
            Options,
            CancellationToken.None
        );
        Snapshot = run.Snapshot;
        return run;
    }

    public static Urn UrnOf(string name, string type = TestProgram.Thing, Urn? parent = null) =>
        Urn.Create("dev", "proj", parent, type, name);

    private async Task<TestRun> RunAsync(
        Func<TestProgram, Task> program,
        DeploymentOptions options,
        CancellationToken cancellationToken
    )
    {
        Ledger.Calls.Clear();
        var (log, writer) = (new EventLog(), new MemoryWriter(Snapshot));
        var request = Deployments.Empty with
        {
            Kind = Kind,
            Imports = Imports,
            Search = Search,
            Options = options,
            Configuration = Configuration,
            Snapshot = Snapshot,
            Writer = writer,
        };
        await using var parts = new DeploymentComposition(
            request,
            new EventPublisher(log),
            Loader ?? new FakeProviderLoader(Ledger, Behavior),
            TimeProvider.System,
            CancellationToken.None
        );
        var running =
            Kind == DeploymentKind.Import
                ? Task.CompletedTask
                : TestProgram.RunAsync(program, request, parts, Ledger);
        var succeeded = await parts.Executor.RunAsync(parts.Inbox, Kind, cancellationToken);
        await running;
        var outputs = await parts.Outputs.FinishAsync(!succeeded);
        return new(
            succeeded,
            log,
            options.IsPreview ? Snapshot : writer.Current,
            parts.Reporter.Changes,
            outputs
        );
    }
}
