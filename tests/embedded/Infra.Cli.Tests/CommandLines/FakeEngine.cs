using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Runs;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>An engine without programs and providers: it makes the resources it is told, or deletes those there are.</summary>
internal sealed class FakeEngine : IDeploymentRunner
{
    /// <summary>The names of the resources that shall be there.</summary>
    public List<string> Wanted { get; } = ["guest"];

    public PropertyMap Outputs { get; set; } =
        PropertyMap.Of(("address", "10.0.0.2"), ("token", new PropertyValue.Secret("hunter2")));

    /// <summary>How a resource that is there already differs from what is wanted; empty for not at all.</summary>
    public ImmutableSortedDictionary<string, PropertyDiff> Changed { get; set; } =
        ImmutableSortedDictionary<string, PropertyDiff>.Empty;

    /// <summary>What a search finds that can be imported.</summary>
    public ImmutableArray<ImportSpec> Found { get; set; } = [];

    /// <summary>What a search finds that cannot be imported.</summary>
    public ImmutableArray<(ImportSpec Spec, string Reason)> Unfit { get; set; } = [];

    /// <summary>Makes every run fail with this message.</summary>
    public string? Failure { get; set; }

    /// <summary>Runs in the middle of each run that is no preview.</summary>
    public Func<CancellationToken, Task> Meanwhile { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What was asked of it, in order.</summary>
    public List<DeploymentRequest> Requests { get; } = [];

    public async Task<DeploymentResult> RunAsync(
        DeploymentRequest request,
        IEngineEventSink events,
        CancellationToken cancellationToken,
        CancellationToken terminationToken
    )
    {
        Requests.Add(request);
        if (request.Search is { } search)
        {
            (search.Found, search.Unfit) = (Found, Unfit);
        }

        var run = new Run(request, events, Changed);
        events.Publish(new EngineEvent.Prelude(request.Configuration.Values));
        if (!request.Options.IsPreview)
        {
            await Meanwhile(cancellationToken);
        }

        if (Failure is not null)
        {
            events.Publish(
                new EngineEvent.Diagnostic(null, DiagnosticSeverity.Error, Failure, false, 0)
            );
        }
        else if (!cancellationToken.IsCancellationRequested)
        {
            await (
                request.Kind == DeploymentKind.Destroy
                    ? run.DeleteAllAsync()
                    : run.MakeAsync(Wanted, Outputs)
            );
        }

        await request.Writer.CloseAsync(CancellationToken.None);
        var isCancelled = cancellationToken.IsCancellationRequested;
        return run.End(Failure is null && !isCancelled, isCancelled, Outputs);
    }

    private sealed class Run(
        DeploymentRequest request,
        IEngineEventSink events,
        ImmutableSortedDictionary<string, PropertyDiff> changed
    )
    {
        private readonly Dictionary<StepOp, int> _changes = [];
        private readonly Urn _stack = Urn.Create(
            request.Stack,
            request.Project.Name,
            null,
            Urn.RootStackType,
            $"{request.Project.Name}-{request.Stack}"
        );

        public async Task MakeAsync(IEnumerable<string> names, PropertyMap outputs)
        {
            await StepAsync(
                new()
                {
                    Urn = _stack,
                    Type = Urn.RootStackType,
                    Custom = false,
                    Outputs = outputs,
                }
            );
            foreach (var name in names)
            {
                var urn = Urn.Create(
                    request.Stack,
                    request.Project.Name,
                    _stack,
                    "test:index:Guest",
                    name
                );
                await StepAsync(
                    new()
                    {
                        Urn = urn,
                        Type = urn.Type,
                        Custom = true,
                        Id = name,
                        Parent = _stack,
                    }
                );
            }
        }

        public async Task DeleteAllAsync()
        {
            foreach (var old in request.Snapshot.Resources.Reverse())
            {
                Publish(
                    new()
                    {
                        Op = StepOp.Delete,
                        Urn = old.Urn,
                        Type = old.Type,
                        Old = old,
                    }
                );
                await request.Writer.CommitAsync(new() { Removed = [old] }, CancellationToken.None);
            }
        }

        public DeploymentResult End(bool succeeded, bool isCancelled, PropertyMap outputs)
        {
            var changes = _changes.ToImmutableSortedDictionary();
            events.Publish(
                new EngineEvent.Summary(
                    request.Options.IsPreview,
                    succeeded,
                    TimeSpan.FromSeconds(1),
                    changes
                )
            );
            events.Publish(new EngineEvent.Cancel());
            return new(succeeded, isCancelled, changes, outputs);
        }

        private async Task StepAsync(ResourceState state)
        {
            var old = request.Snapshot.Resources.FirstOrDefault(r => r.Urn == state.Urn);
            var isChanged = old is not null && state.Custom && !changed.IsEmpty;
            var op =
                old is null ? StepOp.Create
                : isChanged ? StepOp.Update
                : StepOp.Same;
            Publish(
                new()
                {
                    Op = op,
                    Urn = state.Urn,
                    Type = state.Type,
                    Old = old,
                    New = state,
                    DetailedDiff = isChanged ? changed : null,
                }
            );
            await request.Writer.CommitAsync(
                new() { Removed = old is null ? [] : [old], Added = [state] },
                CancellationToken.None
            );
        }

        private void Publish(StepMetadata step)
        {
            _changes[step.Op] = _changes.GetValueOrDefault(step.Op) + 1;
            events.Publish(new EngineEvent.ResourcePre(step, request.Options.IsPreview));
            events.Publish(new EngineEvent.ResourceOutputs(step, request.Options.IsPreview));
        }
    }
}
