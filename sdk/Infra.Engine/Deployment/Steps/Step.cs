using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>One thing a run does to one resource: planned by the generator, applied by the executor.</summary>
internal abstract class Step
{
    /// <summary>What it does.</summary>
    public abstract StepOp Op { get; }

    /// <summary>To which resource.</summary>
    public Urn Urn => Resource.Urn;

    /// <summary>The place of the state before, if there was one.</summary>
    public ResourceSlot? OldSlot { get; protected init; }

    /// <summary>The place of the state after; <c>null</c> when the resource leaves.</summary>
    public ResourceSlot? NewSlot { get; protected init; }

    /// <summary>The resource it is about: the new one where there is one.</summary>
    public virtual ResourceState Resource => (NewSlot ?? OldSlot)!.State;

    /// <summary>Whether it is what the user asked for, not a part of it.</summary>
    public virtual bool IsLogical => true;

    /// <summary>Whether it counts as a change of its own.</summary>
    public virtual bool IsCounted => IsLogical;

    /// <summary>As what it counts.</summary>
    public virtual StepOp CountedAs => Op;

    /// <summary>Whether nothing new begins once it failed.</summary>
    public virtual bool StopsRun => true;

    /// <summary>What goes on while it is applied, as a pending operation says it; <c>null</c> when nothing can be left unfinished.</summary>
    public virtual OperationType? Operation => null;

    /// <summary>The operation whose hooks run around it; <c>null</c> for none.</summary>
    public virtual HookedOperation? Hooked => null;

    /// <summary>What changed, for display.</summary>
    public DiffResult Diff { get; init; } = DiffResult.None;

    /// <summary>Throws when it must not be done at all.</summary>
    public virtual void Require(StepContext context) { }

    /// <summary>Does it, and says how it went; failures of the provider are thrown.</summary>
    public abstract Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    );

    /// <summary>What it changes in the state once it was applied; <c>null</c> for nothing.</summary>
    public abstract StateChange? Change { get; }

    /// <summary>It is done and recorded: whoever asked for it can be answered.</summary>
    public virtual void Complete() { }

    /// <summary>It failed and the run goes on.</summary>
    public virtual void Fail() { }

    /// <summary>It is left out because something it needs failed.</summary>
    public virtual void Skip() { }

    /// <summary>The step as observers see it.</summary>
    public virtual StepMetadata Metadata =>
        new()
        {
            Op = Op,
            Urn = Urn,
            Type = Resource.Type,
            Old = OldSlot?.State,
            New = NewSlot?.State,
            ReplaceKeys = Diff.ReplaceKeys,
            Diffs = Diff.ChangedKeys,
            DetailedDiff = Diff.DetailedDiff,
            Provider = Resource.Provider,
            Logical = IsLogical,
        };

    /// <summary>The outputs to keep secret: those asked for, and those whose input is secret.</summary>
    public void AnnotateSecrets()
    {
        if (NewSlot is { } slot)
        {
            slot.State = SecretOutputs.Mark(slot.State);
        }
    }

    /// <summary>Whether its resource needs one of these.</summary>
    public bool DependsOnAny(IReadOnlySet<Urn> urns) =>
        Resource.References().Any(urns.Contains)
        || (Resource.Parent is { } parent && urns.Contains(parent));
}
