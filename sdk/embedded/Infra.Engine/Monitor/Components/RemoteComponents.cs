using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.Values;
using Infra.Engine.Values.Assets;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Components;

/// <summary>Has providers construct components, which they register with this engine together with their children.</summary>
/// <param name="steps">Ends the run when a component cannot be constructed.</param>
/// <param name="goals">Reads the program's registrations.</param>
/// <param name="monitor">The address of the engine's monitor.</param>
internal sealed class RemoteComponents(
    DeploymentRequest request,
    ProviderRegistry providers,
    StepExecutor steps,
    RegistrationInbox inbox,
    GoalReader goals,
    AssetHashes assets,
    string monitor
)
{
    /// <summary>Has a provider construct a component, and returns the answer for the program.</summary>
    public async Task<RegisterResourceResponse> ConstructAsync(
        RegisterResourceRequest registration,
        string reference
    )
    {
        var provider = providers.Require(reference, $"{registration.Type} '{registration.Name}'");
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

    // A failed construction ends the run, because other resources may be part of the component.
    private async Task<ConstructResponse?> ConstructAsync(
        IPackageProvider provider,
        ConstructRequest message,
        PropertyMap inputs
    )
    {
        try
        {
            return await provider.ConstructAsync(message, inputs, steps.Stopped);
        }
        catch (ProviderException e)
        {
            throw steps.Abort(
                $"{message.Type} resource '{message.Name}' has a problem: {e.Message}",
                e
            );
        }
    }

    // The provider's configuration is unknown in this preview, so only the component itself is shown.
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
        var result = await inbox.SendAsync(new Registration.Resource(bare));
        return new() { Urn = result.State.Urn.Value, Object = new Struct() };
    }
}
