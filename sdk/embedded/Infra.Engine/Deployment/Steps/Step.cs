using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>One operation of a run on one resource: planned by the generator, applied by the executor.</summary>
internal abstract class Step
{
    public abstract StepOp Op { get; }

    public Urn Urn => Resource.Urn;

    /// <summary>The slot of the old state, if there was one.</summary>
    public virtual ResourceSlot? OldSlot => null;

    /// <summary>The slot of the new state; <c>null</c> when the resource is removed.</summary>
    public virtual ResourceSlot? NewSlot => null;

    /// <summary>The resource of the step: the new state if there is one.</summary>
    public virtual ResourceState Resource =>
        (
            NewSlot
            ?? OldSlot
            ?? throw new InvalidOperationException("A step has a state before or after it.")
        ).State;

    /// <summary>Whether the user asked for this step itself; the parts of a replacement are not logical.</summary>
    public virtual bool IsLogical => true;

    public virtual bool IsCounted => IsLogical;

    /// <summary>The operation under which the step is counted.</summary>
    public virtual StepOp CountedAs => Op;

    /// <summary>Whether no further step starts after this one has failed.</summary>
    public virtual bool StopsRun => true;

    /// <summary>The kind of the pending operation; <c>null</c> when the step cannot be left unfinished.</summary>
    public virtual OperationType? Operation => null;

    /// <summary>The operation whose hooks run around the step; <c>null</c> for none.</summary>
    public virtual HookedOperation? Hooked => null;

    public DiffResult Diff { get; init; } = DiffResult.None;

    /// <summary>Throws when the step must not be applied.</summary>
    public virtual void Require(StepContext context) { }

    /// <summary>Applies the step and returns its result; failures of the provider are thrown. By default only the state changes.</summary>
    public virtual Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    ) => Task.FromResult(StepResult.Success);

    /// <summary>The changes to the state after the step; <c>null</c> for none.</summary>
    public abstract StepChange? Change { get; }

    /// <summary>Answers the registration after the step is done and recorded.</summary>
    public virtual void Complete() { }

    /// <summary>Answers the registration after the step has failed and the run goes on.</summary>
    public virtual void Fail() { }

    /// <summary>Answers the registration after the step is skipped because a dependency failed.</summary>
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

    /// <summary>Marks secret outputs: those that the user named, and those whose input is secret.</summary>
    public void AnnotateSecrets()
    {
        if (NewSlot is { } slot)
        {
            slot.State = SecretOutputs.Mark(slot.State);
        }
    }

    /// <summary>Adds the new resource of a replacement; marks the old one for deletion, or removes it when an earlier step deleted it.</summary>
    protected StepChange ReplaceOld() =>
        OldSlot switch
        {
            null => new() { Add = NewSlot },
            { State.PendingReplacement: true } => new() { Add = NewSlot, Remove = OldSlot },
            _ => new() { Add = NewSlot, Set = (OldSlot, OldSlot.State with { Delete = true }) },
        };

    /// <summary>Whether the resource depends on one of the urns.</summary>
    public bool DependsOnAny(IReadOnlySet<Urn> urns) =>
        Resource.References().Any(urns.Contains)
        || (Resource.Parent is { } parent && urns.Contains(parent));
}
