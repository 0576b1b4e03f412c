using System.Collections.Immutable;
using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Compares what the state says of a resource with what is there.</summary>
internal sealed class RefreshStep : Step
{
    private readonly bool _isCounted;
    private DiffResult _found = DiffResult.None;

    /// <summary>Creates the step.</summary>
    /// <param name="old">The resource.</param>
    /// <param name="isCounted">Whether the refresh is all that the user asked for.</param>
    public RefreshStep(ResourceSlot old, bool isCounted)
    {
        _isCounted = isCounted;
        OldSlot = old;
        Found = old.State;
    }

    /// <summary>What is there; <c>null</c> when it is gone.</summary>
    public ResourceState? Found { get; private set; }

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Refresh;

    /// <inheritdoc/>
    public override bool IsLogical => false;

    /// <inheritdoc/>
    public override bool IsCounted => _isCounted;

    /// <inheritdoc/>
    public override bool StopsRun => false;

    /// <inheritdoc/>
    public override StepOp CountedAs =>
        Found is null ? StepOp.Delete
        : ReferenceEquals(Found, OldSlot!.State) || _found.Changes == DiffChanges.None ? StepOp.Same
        : StepOp.Update;

    /// <summary>Nothing for itself: what all refreshes found is recorded together, since it concerns their dependents too.</summary>
    public override StateChange? Change => null;

    /// <inheritdoc/>
    public override StepMetadata Metadata =>
        base.Metadata with
        {
            New = Found,
            Diffs = _found.ChangedKeys,
            DetailedDiff = _found.DetailedDiff,
        };

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var old = OldSlot!.State;
        if (!old.Custom || ProviderReference.IsProviderType(old.Type) || old.PendingReplacement)
        {
            return StepResult.Success;
        }

        var provider = context.ProviderOf(old);
        var timeout = old.CustomTimeouts?.Read ?? 0;
        var result = await provider.ReadAsync(
            new(old.Urn, old.Id, old.Inputs, old.Outputs, timeout),
            cancellationToken
        );
        if (result.Id.Length == 0)
        {
            Found = null;
            return StepResult.Success;
        }

        var inputs = result.Inputs ?? old.Inputs;
        var isChanged = !inputs.Equals(old.Inputs) || !result.Outputs.Equals(old.Outputs);
        Found = SecretOutputs.Mark(
            old with
            {
                Id = result.Id,
                Inputs = inputs,
                Outputs = result.Outputs,
                InitErrors = result.InitErrors,
                RefreshBeforeUpdate = result.RefreshBeforeUpdate,
                Modified = isChanged ? context.Now : old.Modified,
            }
        );
        if (result.Failure is { } failure)
        {
            context.Events.Warning(old.Urn, $"The resource is there, but not well: {failure}");
        }

        _found = await CompareAsync(provider, old, Found, cancellationToken);
        return StepResult.Success;
    }

    // Asked the other way round: what would have to change for what is there to become what the state says.
    private static async Task<DiffResult> CompareAsync(
        IResourceProvider provider,
        ResourceState old,
        ResourceState found,
        CancellationToken cancellationToken
    )
    {
        if (old.External)
        {
            return new()
            {
                Changes = old.Outputs.Equals(found.Outputs) ? DiffChanges.None : DiffChanges.Some,
            };
        }

        var diff = await ProviderDiff.CompareAsync(
            provider,
            new()
            {
                Urn = found.Urn,
                Id = found.Id,
                OldInputs = found.Inputs,
                OldOutputs = found.Outputs,
                NewInputs = old.Inputs,
                IgnoreChanges = old.IgnoreChanges,
            },
            cancellationToken
        );
        return diff with
        {
            DetailedDiff = diff.DetailedDiff?.ToImmutableSortedDictionary(
                pair => pair.Key,
                // Seen from the other side: what an update would do is not what has happened.
                pair => new PropertyDiff(Inverse(pair.Value.Kind), pair.Value.InputDiff),
                StringComparer.Ordinal
            ),
        };
    }

    private static PropertyDiffKind Inverse(PropertyDiffKind kind) =>
        kind switch
        {
            PropertyDiffKind.Add => PropertyDiffKind.Delete,
            PropertyDiffKind.AddReplace => PropertyDiffKind.DeleteReplace,
            PropertyDiffKind.Delete => PropertyDiffKind.Add,
            PropertyDiffKind.DeleteReplace => PropertyDiffKind.AddReplace,
            _ => kind,
        };
}
