using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Records the outputs that components register, and at the very end those of the stack.</summary>
internal sealed class OutputsRecorder(
    StepExecutor executor,
    StateRecorder recorder,
    StepReporter reporter,
    StepHooks hooks,
    PlanningContext context
)
{
    private readonly HashSet<Urn> _recorded = [];
    private SourceEvent.OutputsRegistration? _stack;

    /// <summary>Takes outputs. Those of the stack wait: how the run ends decides about them.</summary>
    public async Task RegisterAsync(SourceEvent.OutputsRegistration registration)
    {
        var step =
            executor.Find(registration.Urn)
            ?? throw new InfraException(
                $"The outputs of {registration.Urn} cannot be registered: it is not registered itself."
            );
        if (!_recorded.Add(registration.Urn))
        {
            throw new InfraException($"The outputs of {registration.Urn} were registered twice.");
        }

        if (
            string.Equals(
                registration.Urn.QualifiedType,
                Urn.RootStackType,
                StringComparison.Ordinal
            )
        )
        {
            _stack = registration;
        }
        else
        {
            await RecordAsync(step, registration.Outputs);
        }

        if (!await hooks.AfterOutputsAsync(step))
        {
            executor.FailAfterwards();
        }

        registration.Done(new(step.NewSlot!.State));
    }

    /// <summary>Records the stack's outputs. After a failure the former ones stay that were not given anew.</summary>
    public async Task<PropertyMap> FinishAsync(bool hasFailed)
    {
        if (_stack is null || executor.Find(_stack.Urn) is not { } step)
        {
            var stack = context.Olds.All.FirstOrDefault(slot =>
                slot.Urn.QualifiedType == Urn.RootStackType
            );
            return stack?.State.Outputs ?? PropertyMap.Empty;
        }

        var outputs = _stack.Outputs;
        if (hasFailed && context.Olds.Find(_stack.Urn) is { } old)
        {
            outputs = outputs.Aggregate(
                old.State.Outputs,
                (merged, output) => merged.With(output.Key, output.Value)
            );
        }

        await RecordAsync(step, outputs);
        return outputs;
    }

    private async Task RecordAsync(Step step, PropertyMap outputs)
    {
        var slot = step.NewSlot!;
        if (step is not SkippedCreateStep && !slot.State.Outputs.Equals(outputs))
        {
            await recorder.CommitAsync(
                new() { Set = (slot, slot.State with { Outputs = outputs }) }
            );
        }

        reporter.Outputs(step);
    }
}
