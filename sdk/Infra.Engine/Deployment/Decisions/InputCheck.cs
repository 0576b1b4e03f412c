using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;
using Infra.Engine.Values;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Has the provider complete and validate inputs.</summary>
internal sealed class InputCheck(PlanningContext context)
{
    /// <summary>Sets the candidate's inputs to what is stored and compared, or rejects the resource.</summary>
    public async Task ApplyAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var old = candidate.Old?.State;
        if (!candidate.IsTargeted)
        {
            var kept = candidate.Provider is null
                ? candidate.New.Inputs
                : old?.Inputs ?? PropertyMap.Empty;
            candidate.New = candidate.New with { Inputs = kept };
            return;
        }

        var inputs = old is null
            ? candidate.New.Inputs
            : WithoutIgnoredChanges(candidate, old.Inputs);
        if (candidate.Provider is null)
        {
            candidate.New = candidate.New with { Inputs = inputs };
            return;
        }

        var startsAfresh =
            old is null
            || old.External
            || candidate.IsRecreated
            || context.IsReplaceAskedFor(candidate.Urn, candidate.Old);
        await (
            startsAfresh
                ? CheckAsync(
                    candidate,
                    PropertyMap.Empty,
                    candidate.Goal.Properties,
                    cancellationToken
                )
                : CheckAsync(candidate, old!.Inputs, inputs, cancellationToken)
        );
    }

    /// <summary>Checks again without the old inputs: a replacement keeps none of them, such as generated names.</summary>
    public Task ApplyForReplacementAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    ) =>
        candidate.Provider is null || context.IsReplaceAskedFor(candidate.Urn, candidate.Old)
            ? Task.CompletedTask
            : CheckAsync(
                candidate,
                PropertyMap.Empty,
                candidate.Goal.Properties,
                cancellationToken
            );

    private async Task CheckAsync(
        Candidate candidate,
        PropertyMap olds,
        PropertyMap news,
        CancellationToken cancellationToken
    )
    {
        var input = new CheckInput(candidate.Urn, olds, news, candidate.RandomSeed)
        {
            Naming = candidate.Naming,
        };
        var result = await candidate
            .Provider!.CheckAsync(input, cancellationToken)
            .WaitAsync(cancellationToken);
        candidate.New = candidate.New with { Inputs = result.Inputs };
        if (result.Warning is { } warning)
        {
            context.Events.Warning(candidate.Urn, warning);
        }

        if (result.Failures.IsEmpty)
        {
            return;
        }

        foreach (var failure in result.Failures)
        {
            context.Events.Error(candidate.Urn, Describe(candidate, failure));
        }

        throw new ReportedException($"resource {candidate.Urn} is invalid");
    }

    private static string Describe(Candidate candidate, CheckFailure failure) =>
        failure.Property.Length == 0
            ? $"{candidate.New.Type} resource '{candidate.Urn.Name}' has a problem: {failure.Reason}"
            : $"{candidate.New.Type} resource '{candidate.Urn.Name}': property {failure.Property}: {failure.Reason}";

    private PropertyMap WithoutIgnoredChanges(Candidate candidate, PropertyMap oldInputs)
    {
        var (inputs, impossible) = IgnoredChanges.Apply(
            oldInputs,
            candidate.New.Inputs,
            candidate.Goal.IgnoreChanges
        );
        if (!impossible.IsEmpty)
        {
            context.Events.Diagnose(
                candidate.Urn,
                Events.DiagnosticSeverity.Info,
                $"Changes cannot be ignored where elements were added or removed: {string.Join(", ", impossible)}."
            );
        }

        return inputs;
    }
}
