using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Engine.Runs;

/// <summary>Runs previews, updates, refreshes and destroys.</summary>
public interface IDeploymentRunner
{
    /// <summary>Runs to the end and returns the result; failures of resources and programs are results, not exceptions.</summary>
    /// <param name="cancellationToken">First Ctrl-C: no new steps, running ones are asked to stop, state is saved.</param>
    /// <param name="terminationToken">Second Ctrl-C: processes are killed, pending operations stay in the state.</param>
    Task<DeploymentResult> RunAsync(
        DeploymentRequest request,
        IEngineEventSink events,
        CancellationToken cancellationToken,
        CancellationToken terminationToken
    );
}
