using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.Values;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Has the provider complete and validate inputs.</summary>
internal sealed class InputCheck(PlanningContext context)
{
    /// <summary>Sets the goal's inputs to what is stored and compared, or rejects the resource.</summary>
    public async Task ApplyAsync(PlannedGoal planned, CancellationToken cancellationToken)
    {
        var old = planned.Old?.State;
        if (!planned.IsTargeted)
        {
            var kept = planned.Provider is null
                ? planned.New.Inputs
                : old?.Inputs ?? PropertyMap.Empty;
            planned.New = planned.New with { Inputs = kept };
            return;
        }

        var inputs = old is null ? planned.New.Inputs : WithoutIgnoredChanges(planned, old.Inputs);
        if (planned.Provider is not { } provider)
        {
            planned.New = planned.New with { Inputs = inputs };
            return;
        }

        var startsAfresh =
            old is null or { External: true }
            || planned.IsRecreated
            || context.IsReplaceAskedFor(planned.Urn, planned.Old);
        await (
            startsAfresh || old is null
                ? CheckAfreshAsync(planned, provider, cancellationToken)
                : CheckAsync(planned, provider, old.Inputs, inputs, cancellationToken)
        );
    }

    /// <summary>Checks again without the old inputs, because a replacement keeps no generated names.</summary>
    public Task ApplyForReplacementAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    ) =>
        planned.Provider is not { } provider || context.IsReplaceAskedFor(planned.Urn, planned.Old)
            ? Task.CompletedTask
            : CheckAfreshAsync(planned, provider, cancellationToken);

    private static Task CheckAfreshAsync(
        PlannedGoal planned,
        IResourceProvider provider,
        CancellationToken cancellationToken
    ) =>
        CheckAsync(
            planned,
            provider,
            PropertyMap.Empty,
            planned.Goal.Properties,
            cancellationToken
        );

    private static async Task CheckAsync(
        PlannedGoal planned,
        IResourceProvider provider,
        PropertyMap olds,
        PropertyMap news,
        CancellationToken cancellationToken
    )
    {
        var input = new CheckInput(planned.Urn, olds, news, planned.RandomSeed);
        var result = await provider
            .CheckAsync(input, cancellationToken)
            .WaitAsync(cancellationToken);
        planned.New = planned.New with { Inputs = result.Inputs };
        if (!result.Failures.IsEmpty)
        {
            throw new RejectedException(
                $"resource {planned.Urn} is invalid",
                [.. result.Failures.Select(failure => Describe(planned, failure))]
            );
        }
    }

    private static string Describe(PlannedGoal planned, CheckFailure failure) =>
        failure.Property.Length == 0
            ? $"{planned.New.Type} resource '{planned.Urn.Name}' has a problem: {failure.Reason}"
            : $"{planned.New.Type} resource '{planned.Urn.Name}': property {failure.Property}: {failure.Reason}";

    private PropertyMap WithoutIgnoredChanges(PlannedGoal planned, PropertyMap oldInputs)
    {
        var (inputs, impossible) = IgnoredChanges.Apply(
            oldInputs,
            planned.New.Inputs,
            planned.Goal.IgnoreChanges
        );
        if (!impossible.IsEmpty)
        {
            context.Events.Diagnose(
                planned.Urn,
                Events.DiagnosticSeverity.Info,
                $"Changes cannot be ignored where elements were added or removed: {string.Join(", ", impossible)}."
            );
        }

        return inputs;
    }
}
