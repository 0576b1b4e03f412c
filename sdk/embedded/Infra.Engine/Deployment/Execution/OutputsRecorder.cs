using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Records the outputs that components register, and the stack's outputs at the end of the run.</summary>
internal sealed class OutputsRecorder(
    StepExecutor executor,
    StateRecorder recorder,
    StepReporter reporter,
    StepHooks hooks,
    PlanningContext context
)
{
    private readonly HashSet<Urn> _recorded = [];
    private Registration.ResourceOutputs? _stack;

    /// <summary>Records outputs. The stack's outputs wait, because they depend on how the run ends.</summary>
    public async Task RegisterAsync(Registration.ResourceOutputs registration)
    {
        if (executor.Find(registration.Urn) is not { NewSlot: { } slot } step)
        {
            throw new InfraException(
                $"The outputs of {registration.Urn} cannot be registered: it is not registered itself."
            );
        }

        if (!_recorded.Add(registration.Urn))
        {
            throw new InfraException($"The outputs of {registration.Urn} were registered twice.");
        }

        if (registration.Urn.QualifiedType == Urn.RootStackType)
        {
            _stack = registration;
        }
        else
        {
            await RecordAsync(step, slot, registration.Outputs);
        }

        if (!await hooks.AfterOutputsAsync(step))
        {
            executor.FailAfterwards();
        }

        registration.Done(new(slot.State));
    }

    /// <summary>Records the stack's outputs. After a failure, former outputs stay unless they were registered again.</summary>
    public async Task<PropertyMap> FinishAsync(bool hasFailed)
    {
        if (_stack is null || executor.Find(_stack.Urn) is not { NewSlot: { } slot } step)
        {
            var stack = context.Olds.All.FirstOrDefault(old =>
                old.Urn.QualifiedType == Urn.RootStackType
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

        await RecordAsync(step, slot, outputs);
        return outputs;
    }

    private async Task RecordAsync(Step step, ResourceSlot slot, PropertyMap outputs)
    {
        if (step is not SkippedCreateStep && !slot.State.Outputs.Equals(outputs))
        {
            await recorder.CommitAsync(
                new() { Set = (slot, slot.State with { Outputs = outputs }) }
            );
        }

        reporter.Outputs(step);
    }
}
