using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Compares a resource's state with the actual resource.</summary>
internal sealed class RefreshStep : Step
{
    private readonly bool _isCounted;
    private readonly ResourceState _expected;
    private DiffResult _found = DiffResult.None;
    private bool _isBegun;

    /// <summary>Creates the step.</summary>
    /// <param name="isCounted">Whether the command is a refresh, so that results are counted.</param>
    /// <param name="provider">The provider that the program gives the resource now; <c>null</c> for that of the state.</param>
    public RefreshStep(ResourceSlot old, bool isCounted, string? provider = null)
    {
        _isCounted = isCounted;
        OldSlot = old;
        _expected =
            provider is null || provider == old.State.Provider
                ? old.State
                : old.State with
                {
                    Provider = provider,
                };
        Found = _expected;
    }

    public override ResourceSlot OldSlot { get; }

    /// <summary>The resource as read; <c>null</c> when it no longer exists.</summary>
    public ResourceState? Found { get; private set; }

    /// <summary>The inputs that the program gives, which are told until the resource is read; <c>null</c> for those of the state.</summary>
    public PropertyMap? Wanted { get; init; }

    public override StepOp Op => StepOp.Refresh;

    public override bool IsLogical => false;

    public override bool IsCounted => _isCounted;

    public override bool StopsRun => false;

    public override StepOp CountedAs =>
        Found is null ? StepOp.Delete
        : ReferenceEquals(Found, _expected) || _found.Changes == DiffChanges.None ? StepOp.Same
        : StepOp.Update;

    /// <summary>Always <c>null</c>: the results of all refreshes are recorded together, because they affect dependents, too.</summary>
    public override StepChange? Change => null;

    public override StepMetadata Metadata =>
        base.Metadata with
        {
            New = _isBegun || Wanted is null ? Found : Unread(Wanted),
            Provider = _expected.Provider,
            Diffs = _found.ChangedKeys,
            DetailedDiff = _found.DetailedDiff,
        };

    private ResourceState Unread(PropertyMap inputs) =>
        _expected with
        {
            Id = "",
            Inputs = inputs,
            Outputs = PropertyMap.Empty,
        };

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        _isBegun = true;
        var old = _expected;
        if (!old.Custom || Urn.IsProviderType(old.Type) || old.PendingReplacement)
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
        var found = old with
        {
            Id = result.Id,
            Inputs = inputs,
            Outputs = result.Outputs,
            InitErrors = result.InitErrors,
            RefreshBeforeUpdate = result.RefreshBeforeUpdate,
            // A refresh keeps only the properties that depend on something, as the Pulumi CLI does.
            PropertyDependencies = old
                .PropertyDependencies.Where(property => !property.Value.IsDefaultOrEmpty)
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Modified = isChanged ? context.Now : old.Modified,
        };
        Found = SecretOutputs.Mark(found);
        if (result.Failure is { } failure)
        {
            context.Events.Warning(old.Urn, $"The resource exists, but is not healthy: {failure}");
        }

        // The provider compares what it has read; secrets are marked only in the state.
        _found = await CompareAsync(provider, old, found, cancellationToken);
        return StepResult.Success;
    }

    // The diff runs backwards: it shows what would turn the actual resource into the state.
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
                // The diff shows what an update would do, so each kind is inverted to show what has happened.
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
