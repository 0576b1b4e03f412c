using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.Providers;

namespace Infra.Engine.Runs;

/// <summary>Composes what plans and executes one run. Only this room sees it as a whole; everything else is given what it uses.</summary>
internal sealed class DeploymentComposition : IAsyncDisposable
{
    public DeploymentComposition(
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
        };
        var isRefresh = request.Kind == DeploymentKind.Refresh;
        Reporter = new(
            events,
            request.Options.IsPreview,
            isRefresh,
            countsRefreshes: Planning.IsForProviders && isRefresh
        );
        var steps = new StepContext(Providers, events, clock)
        {
            IsPreview = request.Options.IsPreview,
            IgnoreProtect = request.Options.IgnoreProtect,
        };
        var hooks = new StepHooks(Hooks, events, request.Options.IsPreview);
        Steps = new(steps, Recorder, Reporter, hooks, request.Options, terminationToken);
        DefaultProviders = new(request.Configuration, request.Snapshot.Resources, Inbox);
        Outputs = new(Steps, Recorder, Reporter, hooks, Planning);
        Executor = Compose(request, hooks);
    }

    public EventPublisher Events { get; }

    public RegistrationInbox Inbox { get; } = new();

    public ResourceHooks Hooks { get; } = new();

    public StateRecorder Recorder { get; }

    public ProviderRegistry Providers { get; }

    public DefaultProviders DefaultProviders { get; }

    public PlanningContext Planning { get; }

    public StepReporter Reporter { get; }

    public StepExecutor Steps { get; }

    public OutputsRecorder Outputs { get; }

    public DeploymentExecutor Executor { get; }

    public async ValueTask DisposeAsync()
    {
        await Providers.DisposeAsync();
        Executor.Dispose();
        Steps.Dispose();
    }

    private DeploymentExecutor Compose(DeploymentRequest request, StepHooks hooks)
    {
        var check = new InputCheck(Planning);
        var dependents = new DependentReplacements(Planning);
        var generator = new StepGenerator(Planning, check, dependents);
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
            hooks,
            new PendingCreations(
                request.Snapshot.PendingOperations,
                Planning,
                Steps,
                Recorder,
                Events
            ),
            new RefreshPhase(request.Kind, Planning, Steps, Recorder),
            new(request, Planning, Steps, DefaultProviders, Inbox),
            Recorder,
            reports
        );
    }
}
