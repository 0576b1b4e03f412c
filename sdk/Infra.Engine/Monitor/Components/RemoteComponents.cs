using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Providers;
using Infra.Engine.Values;
using Infra.Engine.Values.Assets;
using Infra.Protocol;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Components;

/// <summary>Has providers construct components. They register them, and what is in them, with this same engine.</summary>
/// <param name="request">The run they become part of.</param>
/// <param name="parts">The run's parts.</param>
/// <param name="goals">Reads what the program wants.</param>
/// <param name="assets">Hashes assets.</param>
/// <param name="monitor">The address of the engine's monitor.</param>
internal sealed class RemoteComponents(
    DeploymentRequest request,
    DeploymentParts parts,
    GoalReader goals,
    AssetHashes assets,
    string monitor
)
{
    /// <summary>Constructs a component with a provider, and gives the answer for the program.</summary>
    public async Task<RegisterResourceResponse> ConstructAsync(
        RegisterResourceRequest registration,
        string reference
    )
    {
        var provider =
            parts.Providers.Find(reference)
            ?? throw new InfraException(
                $"The provider {reference} of {registration.Type} '{registration.Name}' is not registered."
            );
        var goal = goals.Read(registration);
        var message = ConstructMessages.Of(registration, request, monitor);
        foreach (var (name, urns) in goal.PropertyDependencies)
        {
            message.InputDependencies[name] = new() { Urns = { urns.Select(urn => urn.Value) } };
        }

        var inputs = OutputValues.Upgrade(PropertyDecoder.Decode(registration.Object));
        var answer = await ConstructAsync(provider, message, await assets.AddAsync(inputs));
        return answer is null
            ? await RegisterBareAsync(goal)
            : ComponentAnswers.Of(registration, answer);
    }

    // A component that cannot be constructed ends the run: what else there is may be part of it.
    private async Task<ConstructResponse?> ConstructAsync(
        IPackageProvider provider,
        ConstructRequest message,
        PropertyMap inputs
    )
    {
        try
        {
            return await provider.ConstructAsync(message, inputs, parts.Steps.Stopped);
        }
        catch (ProviderException e)
        {
            // When the run is over, the component is not to blame.
            parts.Steps.Stopped.ThrowIfCancellationRequested();
            parts.Abort($"{message.Type} resource '{message.Name}' has a problem: {e.Message}");
            throw new OperationCanceledException(e.Message, e);
        }
    }

    // The provider's configuration is not known yet: all there is to show is the component itself.
    private async Task<RegisterResourceResponse> RegisterBareAsync(ResourceGoal goal)
    {
        var bare = new ResourceGoal
        {
            Type = goal.Type,
            Name = goal.Name,
            Custom = false,
            Parent = goal.Parent,
            Aliases = goal.Aliases,
        };
        var result = await parts.Inbox.SendAsync(new SourceEvent.Registration(bare));
        return new() { Urn = result.State.Urn.Value, Object = new Struct() };
    }
}
