using System.Collections.Immutable;
using Grpc.Core;
using Infra.Engine.Goals;
using Infra.Engine.Monitor.Components;
using Infra.Engine.Monitor.Transforms;
using Infra.Engine.Providers;
using Infra.Engine.Values.Assets;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Turns calls about resources into registrations and answers them.</summary>
internal sealed class ResourceCalls(
    RegistrationInbox inbox,
    DefaultProviders defaults,
    Inheritance inheritance,
    Packages packages,
    ResourceTransforms transforms,
    RemoteComponents components,
    GoalReader goals,
    AssetHashes assets,
    ResourceTracker tracker
)
{
    /// <summary>Registers a resource and waits for its result.</summary>
    public async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        using var registering = tracker.Begin(request.Parent);
        if (request.EnvVarMappings.Count > 0 && !Urn.IsProviderType(request.Type))
        {
            throw new InfraException(
                $"{request.Type} '{request.Name}' is not a provider, so it cannot have envVarMappings."
            );
        }

        inheritance.Fill(request);
        var own = await transforms.ApplyAsync(request);
        if (request.Remote)
        {
            return await ConstructAsync(request, own);
        }

        var goal = await GoalAsync(request);
        var result = await inbox.SendAsync(new Registration.Resource(goal));
        if (result.Outcome != RegistrationOutcome.Success && !request.SupportsResultReporting)
        {
            throw new RpcException(new(StatusCode.Internal, "resource registration failed"));
        }

        var urn = result.State.Urn.Value;
        tracker.Track(urn, request.Parent, goal.Custom, result.State.Id.Length > 0);
        inheritance.Remember(urn, request, goal.Provider);
        transforms.Remember(urn, request.Parent, own);
        return ResourceAnswers.Of(request, result);
    }

    public async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var package = packages.Of(request);
        var provider =
            request.Provider.Length > 0
                ? request.Provider
                : inheritance.InheritedProvider(request.Parent, package.Package);
        var goal = goals.Read(request);
        goal = goal with
        {
            Provider = provider.Length > 0 ? provider : await defaults.FindAsync(package),
            Properties = await assets.AddAsync(goal.Properties),
        };
        using var reading = tracker.Begin(request.Parent);
        var result = await inbox.SendAsync(new Registration.Read(goal, request.Id));
        tracker.Track(
            result.State.Urn.Value,
            request.Parent,
            isCustom: true,
            result.State.Id.Length > 0
        );
        return result.Outcome == RegistrationOutcome.Success
            ? ResourceAnswers.Of(request, result)
            : throw new RpcException(new(StatusCode.Internal, "resource read failed"));
    }

    /// <summary>Registers the outputs of a component or of the stack.</summary>
    public async Task RegisterOutputsAsync(RegisterResourceOutputsRequest request)
    {
        if (request.Urn.Length == 0)
        {
            throw new InfraException(
                "Outputs cannot be registered without the urn of their resource."
            );
        }

        var outputs = PropertyDecoder.Decode(request.Outputs, new() { KeepOutputValues = false });
        await inbox.SendAsync(
            new Registration.ResourceOutputs(Urn.Parse(request.Urn), await assets.AddAsync(outputs))
        );
    }

    private async Task<RegisterResourceResponse> ConstructAsync(
        RegisterResourceRequest request,
        ImmutableArray<Callback> own
    )
    {
        var provider =
            request.Provider.Length > 0
                ? request.Provider
                : await defaults.FindAsync(packages.Of(request));
        var answer = await components.ConstructAsync(request, provider);
        tracker.Track(answer.Urn, request.Parent, isCustom: false, exists: true);
        inheritance.Remember(answer.Urn, request, provider);
        transforms.Remember(answer.Urn, request.Parent, own);
        return answer;
    }

    private async Task<ResourceGoal> GoalAsync(RegisterResourceRequest request)
    {
        var goal = goals.Read(request);
        goal = goal with { Properties = await assets.AddAsync(goal.Properties) };
        if (!goal.Custom)
        {
            return goal with { Provider = "" };
        }

        var package = defaults.Complete(packages.Of(request));
        if (Urn.IsProviderType(goal.Type))
        {
            return goal with
            {
                Provider = "",
                Properties = ProviderInputs.Create(
                    goal.Properties,
                    package with
                    {
                        EnvironmentMappings = request.EnvVarMappings.ToImmutableSortedDictionary(
                            StringComparer.Ordinal
                        ),
                    }
                ),
            };
        }

        return goal.Provider.Length > 0
            ? goal
            : goal with
            {
                Provider = await defaults.FindAsync(package),
            };
    }
}
