using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Refreshes the state before any other decision.</summary>
internal sealed class RefreshPhase(
    DeploymentKind kind,
    PlanningContext context,
    StepExecutor executor,
    StateRecorder recorder
)
{
    private readonly TargetSelection _targets = new(context.Options);

    /// <summary>Refreshes the targets if the run refreshes. Results are recorded even when some resources could not be read.</summary>
    public Task RunAsync() => RunAsync(_ => true);

    /// <summary>Refreshes only some resources.</summary>
    public async Task RunAsync(Func<ResourceState, bool> isMeant)
    {
        var isAll = kind == DeploymentKind.Refresh;
        if (isAll || context.Options.Refresh)
        {
            context.RequireTargets(_targets.ExcludeLiterals, isExclusion: true);
        }

        if (isAll)
        {
            context.RequireTargets(_targets.TargetLiterals);
        }

        var slots = context
            .Olds.All.Where(slot => isMeant(slot.State) && IsIncluded(slot.State))
            .Where(slot => isAll || context.Options.Refresh || IsWanted(slot.State))
            .ToList();
        foreach (
            var slot in slots.Where(slot =>
                slot.State is { Custom: true, PendingReplacement: false }
            )
        )
        {
            await context.EnsureProviderAsync(slot.State, CancellationToken.None);
        }

        var steps = slots.ConvertAll(slot => new RefreshStep(slot, isAll));
        // An entry that waits for its deletion is refreshed after the one that has taken its place.
        await Task.WhenAll(
            steps.GroupBy(step => step.Urn).Select(entries => executor.Start([.. entries])).ToList()
        );
        await RecordAsync(steps);
        if (steps.Exists(executor.Failed.Contains))
        {
            throw new ReportedException("the refresh failed");
        }
    }

    // An update that runs the program for its refresh leaves out refreshes that nobody has asked for.
    private bool IsWanted(ResourceState state) =>
        state.RefreshBeforeUpdate && !(kind == DeploymentKind.Update && context.Options.RunProgram);

    private bool IsIncluded(ResourceState state)
    {
        var isIncluded = _targets.Selects(state);
        _targets.Note(state, isIncluded);
        return isIncluded;
    }

    private async Task RecordAsync(List<RefreshStep> steps)
    {
        var vanished = steps
            .Where(step => step.Found is null)
            .Select(step => step.OldSlot)
            .Concat(context.Vanished)
            .ToHashSet();
        var gone = vanished.Select(slot => slot.Urn).ToHashSet();
        gone.ExceptWith(
            context.Olds.All.Where(slot => !vanished.Contains(slot)).Select(slot => slot.Urn)
        );
        var found = steps.ToDictionary(step => step.OldSlot, step => step.Found);
        foreach (var slot in context.Olds.All.Where(slot => !vanished.Contains(slot)))
        {
            var state = Prune(found.GetValueOrDefault(slot) ?? slot.State, gone);
            if (!ReferenceEquals(state, slot.State))
            {
                await recorder.CommitAsync(new() { Set = (slot, state), Durable = false });
            }
        }

        // Dependents are recorded first, so that the state is valid at every moment.
        foreach (var slot in vanished)
        {
            await recorder.CommitAsync(new() { Remove = slot, Durable = false });
        }

        if (vanished.Count > 0)
        {
            context.Olds = context.Olds.Without(vanished);
        }
    }

    private ResourceState Prune(ResourceState state, HashSet<Urn> gone)
    {
        if (gone.Count == 0 || !state.All().Any(gone.Contains))
        {
            return state;
        }

        var parent = state.Parent;
        while (parent is not null && gone.Contains(parent))
        {
            parent = context.Olds.Find(parent)?.State.Parent;
        }

        return state with
        {
            Parent = parent,
            Dependencies = Remaining(state.Dependencies, gone),
            PropertyDependencies = state.PropertyDependencies.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => Remaining(pair.Value, gone),
                StringComparer.Ordinal
            ),
            DeletedWith =
                state.DeletedWith is { } with && gone.Contains(with) ? null : state.DeletedWith,
            ReplaceWith = Remaining(state.ReplaceWith, gone),
        };
    }

    private static ImmutableArray<Urn> Remaining(ImmutableArray<Urn> urns, HashSet<Urn> gone) =>
        urns.RemoveAll(gone.Contains);
}
