using Grpc.Core;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Providers;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Turns requests about resources into wishes and answers them.</summary>
internal sealed class ResourceRequests(
    SourceInbox inbox,
    DefaultProviders defaults,
    string rootDirectory
)
{
    private readonly GoalReader _goals = new(rootDirectory);

    /// <summary>The packages the program described.</summary>
    public Packages Packages { get; } = new();

    /// <summary>What resources take over from their parents.</summary>
    public Inheritance Inheritance { get; } = new(defaults);

    /// <summary>Registers a resource and waits until it is there.</summary>
    public async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        if (request.Remote)
        {
            throw new InfraException(
                $"Remote components are not supported by this engine yet: {request.Type} '{request.Name}'. "
                    + "Use the pulumi CLI for this stack."
            );
        }

        var package = Packages.Find(
            request.PackageRef,
            request.Type,
            request.Version,
            request.PluginDownloadURL
        );
        var goal = await Inheritance.CompleteAsync(
            Read(request, package),
            request.Providers,
            package
        );
        var result = await inbox.SendAsync(new SourceEvent.Registration(goal));
        if (result.Outcome != RegistrationOutcome.Success && !request.SupportsResultReporting)
        {
            throw new RpcException(new(StatusCode.Internal, "resource registration failed"));
        }

        Inheritance.Remember(result.State.Urn, goal, request.Providers);
        return ResourceAnswers.Of(request, result);
    }

    /// <summary>Looks a resource up.</summary>
    public async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var package = Packages.Find(
            request.PackageRef,
            request.Type,
            request.Version,
            request.PluginDownloadURL
        );
        var goal = await Inheritance.CompleteAsync(
            _goals.Read(request),
            new Dictionary<string, string>(StringComparer.Ordinal),
            package
        );
        var result = await inbox.SendAsync(new SourceEvent.Reading(goal, request.Id));
        return result.Outcome == RegistrationOutcome.Success
            ? ResourceAnswers.Of(request, result)
            : throw new RpcException(new(StatusCode.Internal, "resource read failed"));
    }

    /// <summary>Registers the outputs of a component or of the stack.</summary>
    public Task RegisterOutputsAsync(RegisterResourceOutputsRequest request)
    {
        if (request.Urn.Length == 0)
        {
            throw new InfraException(
                "Outputs cannot be registered without the urn of their resource."
            );
        }

        var outputs = PropertyDecoder.Decode(request.Outputs, new() { KeepOutputValues = false });
        return inbox.SendAsync(
            new SourceEvent.OutputsRegistration(Urn.Parse(request.Urn), outputs)
        );
    }

    private ResourceGoal Read(RegisterResourceRequest request, PackageDescriptor package)
    {
        var goal = _goals.Read(request);
        var parent = Inheritance.ParentOf(goal.Parent);
        if (ProviderReference.IsProviderType(goal.Type))
        {
            goal = goal with { Properties = ProviderInputs.Create(goal.Properties, package) };
        }

        return goal with
        {
            // Unset is not the same as false: only what the program leaves open is inherited.
            Protect = request.HasProtect ? request.Protect : parent?.Protect ?? false,
            RetainOnDelete = request.HasRetainOnDelete
                ? request.RetainOnDelete
                : parent?.RetainOnDelete ?? false,
        };
    }
}
