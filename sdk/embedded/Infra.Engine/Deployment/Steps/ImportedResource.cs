using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Builds the state of an imported resource.</summary>
internal static class ImportedResource
{
    /// <summary>The step with what the provider has read as the former state, as soon as it has read it.</summary>
    public static StepMetadata Told(StepMetadata step) =>
        step.New is { Created: not null } found ? step with { Old = found } : step;

    /// <summary>The new state, with the values that the provider read.</summary>
    /// <exception cref="ProviderException">No resource has that id, or the provider does not return its inputs.</exception>
    public static ResourceState Of(ResourceState state, OperationResult result)
    {
        if (result.Id.Length == 0)
        {
            throw new ProviderException(
                $"The resource '{state.ImportId}' does not exist, so it cannot be imported. Correct the id in `import`."
            );
        }

        return state with
        {
            Id = result.Id,
            Inputs =
                result.Inputs
                ?? throw new ProviderException(
                    $"The provider does not say with which inputs '{state.ImportId}' was made, so it cannot be imported."
                ),
            Outputs = result.Outputs,
            InitErrors = result.InitErrors,
            RefreshBeforeUpdate = result.RefreshBeforeUpdate,
        };
    }
}
