using Infra.Cli.Display;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Protocol.Naming;

namespace Infra.Cli.Json;

/// <summary>The steps that <c>preview --json</c> tells, each as it was when it was planned.</summary>
internal sealed class PlannedSteps(DisplayOptions options)
{
    private readonly List<StepMetadata> _steps = [];

    public IReadOnlyList<StepMetadata> All => _steps;

    public void Apply(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case EngineEvent.ResourcePre { Step: var step } when IsTold(step):
                _steps.Add(step);
                break;
            // A refresh is told as the change that it has found.
            case EngineEvent.ResourceOutputs { Step: { Op: StepOp.Update or StepOp.Delete } found }
                when options.Kind == DeploymentKind.Refresh:
                var at = _steps.FindLastIndex(s => s.Urn == found.Urn && s.Op == StepOp.Refresh);
                if (at >= 0)
                {
                    _steps[at] = found;
                }

                break;
        }
    }

    private bool IsTold(StepMetadata step) =>
        step.Op switch
        {
            StepOp.Same => options.ShowSames
                || step.Type == Urn.RootStackType
                || step.Old?.Protect != step.New?.Protect,
            StepOp.CreateReplacement
            or StepOp.DeleteReplaced
            or StepOp.ReadReplacement
            or StepOp.DiscardReplaced
            or StepOp.ImportReplacement => options.ShowReplacementSteps,
            _ => true,
        };
}
