using System.Collections.Immutable;
using Grpc.Core;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Monitor.Components;
using Infra.Engine.Monitor.Transforms;
using Infra.Engine.Providers;
using Infra.Engine.Values.Assets;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Turns requests about resources into wishes and answers them.</summary>
internal sealed class ResourceRequests(
    SourceInbox inbox,
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
    /// <summary>Registers a resource and waits until it is there.</summary>
    public async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        using var registering = tracker.Begin(request.Parent);
        if (request.EnvVarMappings.Count > 0 && !ProviderReference.IsProviderType(request.Type))
        {
            throw new InfraException(
                $"{request.Type} '{request.Name}' is no provider, so it cannot have envVarMappings."
            );
        }

        inheritance.Fill(request);
        var own = await transforms.ApplyAsync(request);
        if (request.Remote)
        {
            return await ConstructAsync(request, own);
        }

        var goal = await GoalAsync(request);
        var result = await inbox.SendAsync(new SourceEvent.Registration(goal));
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

    /// <summary>Looks a resource up.</summary>
    public async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var package = packages.Of(request);
        var provider =
            request.Provider.Length > 0
                ? request.Provider
                : inheritance.InheritedProvider(request.Parent, package.Package);
        var goal = goals.Read(request) with
        {
            Provider = provider.Length > 0 ? provider : await defaults.FindAsync(package),
        };
        using var reading = tracker.Begin(request.Parent);
        var result = await inbox.SendAsync(new SourceEvent.Reading(goal, request.Id));
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
            new SourceEvent.OutputsRegistration(
                Urn.Parse(request.Urn),
                await assets.AddAsync(outputs)
            )
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

        var package = packages.Of(request);
        if (ProviderReference.IsProviderType(goal.Type))
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
