using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Naming;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Reasons;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Engine.Providers;

namespace Infra.Engine.Deployment.Execution;

/// <summary>The parts of one run, put together.</summary>
internal sealed class DeploymentParts : IAsyncDisposable
{
    public DeploymentParts(
        DeploymentRequest request,
        EventPublisher events,
        IProviderLoader loader,
        TimeProvider clock,
        CancellationToken terminationToken
    )
    {
        Events = events;
        Recorder = new(request.Writer);
        Providers = new(loader);
        Planning = new()
        {
            Project = request.Project.Name,
            Stack = request.Stack,
            Options = request.Options,
            Olds = new(request.Snapshot.Resources),
            Providers = Providers,
            Events = events,
            Kind = request.Kind,
            Targets = new(request.Options),
            Naming = new(new NamingConfiguration(request).Read),
        };
        Reporter = new(events, request.Options.IsPreview, Planning.IsForProviders);
        var steps = new StepContext(Providers, events, clock)
        {
            IsPreview = request.Options.IsPreview,
            IgnoreProtect = request.Options.IgnoreProtect,
        };
        var hooks = new StepHooks(Hooks, events, request.Options.IsPreview);
        Steps = new(steps, Recorder, Reporter, hooks, request.Options, terminationToken);
        DefaultProviders = new(request.Configuration, Inbox);
        Outputs = new(Steps, Recorder, Reporter, hooks, Planning);
        Executor = Compose(request);
    }

    public EventPublisher Events { get; }

    public SourceInbox Inbox { get; } = new();

    public ResourceHooks Hooks { get; } = new();

    public StateRecorder Recorder { get; }

    public ProviderRegistry Providers { get; }

    public DefaultProviders DefaultProviders { get; }

    public PlanningContext Planning { get; }

    public StepReporter Reporter { get; }

    public StepExecutor Steps { get; }

    public OutputsRecorder Outputs { get; }

    public DeploymentExecutor Executor { get; }

    /// <summary>Ends the run: what went wrong is not about one step.</summary>
    public void Abort(string message)
    {
        Events.Error(null, message);
        Steps.Stop();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Providers.DisposeAsync();
        Executor.Dispose();
        Steps.Dispose();
    }

    private DeploymentExecutor Compose(DeploymentRequest request)
    {
        var check = new InputCheck(Planning);
        var dependents = new DependentReplacements(Planning);
        var change = new ChangeDecision(
            Planning,
            [
                new TriggerReason(Planning),
                new RequestReason(Planning),
                new CompanionReason(Planning),
                new ProviderReason(Planning),
            ],
            new ReplacementDecision(Planning, check, dependents)
        );
        // The first that is about a registration decides it.
        var generator = new StepGenerator(
            Planning,
            check,
            [
                new RecreateDecision(Planning),
                new TakeOverDecision(Planning),
                new KeepUntargetedDecision(Planning),
                change,
                new SkipCreateDecision(Planning),
                new CreateDecision(Planning),
            ]
        );
        var reports = new ErrorReports(Planning);
        return new(
            Planning,
            new(
                Planning,
                generator,
                new(Planning, check, new(Planning, Steps, Recorder)),
                Steps,
                Outputs,
                reports
            ),
            Steps,
            new DeletionPlan(Planning, dependents),
            new PendingCreations(request.Snapshot.PendingOperations, Planning, Steps, Recorder),
            new RefreshPhase(request.Kind, Planning, Steps, Recorder),
            new(request.Imports, Planning, Steps, DefaultProviders, Inbox),
            Recorder,
            reports
        );
    }
}
