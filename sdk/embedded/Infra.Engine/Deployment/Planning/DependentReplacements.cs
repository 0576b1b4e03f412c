using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Finds the resources that must be deleted before a resource, because they cannot outlive it.</summary>
internal sealed class DependentReplacements(PlanningContext context)
{
    private readonly Lazy<ILookup<Urn, ResourceSlot>> _companions = new(() =>
        context
            .Olds.All.Where(slot => !slot.State.Delete)
            .SelectMany(slot => With(slot.State).Distinct().Select(urn => (Urn: urn, Slot: slot)))
            .ToLookup(pair => pair.Urn, pair => pair.Slot)
    );

    /// <summary>The dependents that their provider would replace when a dependency goes, and the properties that cause it.</summary>
    /// <remarks>In the state's order. A plain <c>dependsOn</c> does not propagate a replacement.</remarks>
    public async Task<ImmutableArray<(ResourceSlot Slot, ImmutableArray<string> Keys)>> OfAsync(
        ResourceSlot root,
        CancellationToken cancellationToken
    )
    {
        // A resource imported in this preview is not in the state.
        if (!context.Olds.Contains(root))
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<(ResourceSlot, ImmutableArray<string>)>();
        var doomed = new HashSet<Urn> { root.Urn };
        foreach (
            var slot in context.Olds.DependingOn(root, context.Seen.HasStep, includeChildren: false)
        )
        {
            var (replaces, keys) = await IsReplacedAsync(slot.State, doomed, cancellationToken);
            if (replaces)
            {
                doomed.Add(slot.Urn);
                result.Add((slot, keys));
            }
        }

        return result.ToImmutable();
    }

    /// <summary>The resources that name this one in <c>replaceWith</c> or <c>deletedWith</c>.</summary>
    public IEnumerable<(ResourceSlot Slot, ImmutableArray<string> Keys)> Companions(Urn urn) =>
        _companions.Value[urn].Select(slot => (slot, ImmutableArray<string>.Empty));

    private static IEnumerable<Urn> With(ResourceState state) =>
        state.DeletedWith is { } with ? state.ReplaceWith.Append(with) : state.ReplaceWith;

    private async Task<(bool Replaces, ImmutableArray<string> Keys)> IsReplacedAsync(
        ResourceState state,
        HashSet<Urn> doomed,
        CancellationToken cancellationToken
    )
    {
        if (!state.Custom || state.External)
        {
            return (false, []);
        }

        if (state.ProviderUrn() is { } provider && doomed.Contains(provider))
        {
            await context.EnsureProviderAsync(state, cancellationToken);
            return (true, []);
        }

        if (state.DeletedWith is { } with && doomed.Contains(with))
        {
            return (true, []);
        }

        var inputs = WithoutDoomed(state, doomed);
        if (ReferenceEquals(inputs, state.Inputs))
        {
            return (false, []);
        }

        var diff = await DiffAsync(state, inputs, cancellationToken);
        return (diff.Replaces, diff.ReplaceKeys);
    }

    private async Task<DiffResult> DiffAsync(
        ResourceState state,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var provider = await context.EnsureProviderAsync(state, cancellationToken);
        var diff = await ProviderDiff.CompareAsync(
            // Only components have no provider, and the caller has excluded them.
            provider!,
            new()
            {
                Urn = state.Urn,
                Id = state.Id,
                OldInputs = state.Inputs,
                OldOutputs = state.Outputs,
                NewInputs = inputs,
                IgnoreChanges = state.IgnoreChanges,
            },
            cancellationToken
        );
        return ReplaceOnChanges.Apply(diff, state.ReplaceOnChanges, hasInitErrors: false);
    }

    private static PropertyMap WithoutDoomed(ResourceState state, HashSet<Urn> doomed)
    {
        var inputs = state.Inputs;
        foreach (var (name, urns) in state.PropertyDependencies)
        {
            if (inputs.ContainsKey(name) && urns.Any(doomed.Contains))
            {
                inputs = inputs.With(name, PropertyValue.Computed.Instance);
            }
        }

        return inputs;
    }
}
