using Infra.Engine.Deployment;
using Infra.Engine.Monitor;
using Infra.Engine.Monitor.Callbacks;
using Infra.Engine.Monitor.Components;
using Infra.Engine.Monitor.Transforms;
using Infra.Engine.Values.Assets;

namespace Infra.Engine.Runs;

/// <summary>Composes the services of one run for its program.</summary>
internal sealed class ProgramServices : IDisposable
{
    private readonly CallbackClients _callbacks = new();

    /// <summary>Composes the services.</summary>
    /// <param name="parts">The parts of the run.</param>
    /// <param name="address">The address of the services.</param>
    public ProgramServices(DeploymentRequest request, DeploymentComposition parts, string address)
    {
        var (inheritance, packages) = (new Inheritance(), new Packages());
        var tracker = new ResourceTracker();
        var (transforms, invokeTransforms) = (
            new ResourceTransforms(_callbacks),
            new InvokeTransforms(_callbacks)
        );
        var goals = new GoalReader(request.Project.RootDirectory);
        var assets = new AssetHashes(request.Project.ProgramDirectory);
        var resources = new ResourceCalls(
            parts.Inbox,
            parts.DefaultProviders,
            inheritance,
            packages,
            transforms,
            new(request, parts.Providers, parts.Steps, parts.Inbox, goals, assets, address),
            goals,
            assets,
            tracker
        );
        var functions = new FunctionCalls(
            parts.Providers,
            parts.DefaultProviders,
            parts.Steps,
            inheritance,
            packages,
            invokeTransforms,
            tracker
        );
        var callbacks = new CallbackRegistrations(
            transforms,
            invokeTransforms,
            new(parts.Hooks, _callbacks)
        );
        var methods = new MethodCalls(
            request,
            parts.Providers,
            parts.DefaultProviders,
            parts.Steps,
            packages,
            inheritance,
            address
        );
        Monitor = new(request, resources, functions, methods, packages, callbacks);
    }

    public MonitorService Monitor { get; }

    public void Dispose() => _callbacks.Dispose();
}
