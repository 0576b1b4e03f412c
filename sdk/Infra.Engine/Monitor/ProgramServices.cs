using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Monitor.Callbacks;
using Infra.Engine.Monitor.Components;
using Infra.Engine.Monitor.Transforms;
using Infra.Engine.Values.Assets;

namespace Infra.Engine.Monitor;

/// <summary>What one run serves its program with, put together.</summary>
internal sealed class ProgramServices : IDisposable
{
    private readonly CallbackClients _callbacks = new();

    /// <summary>Puts them together.</summary>
    /// <param name="request">The run.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="address">Where they are going to be served.</param>
    public ProgramServices(DeploymentRequest request, DeploymentParts parts, string address)
    {
        var (inheritance, packages) = (new Inheritance(), new Packages());
        var tracker = new ResourceTracker();
        var (transforms, invokeTransforms) = (
            new ResourceTransforms(_callbacks),
            new InvokeTransforms(_callbacks)
        );
        var goals = new GoalReader(request.Project.RootDirectory);
        var assets = new AssetHashes(request.Project.ProgramDirectory);
        var resources = new ResourceRequests(
            parts.Inbox,
            parts.DefaultProviders,
            inheritance,
            packages,
            transforms,
            new(request, parts, goals, assets, address),
            goals,
            assets,
            tracker
        );
        var functions = new FunctionRequests(
            parts,
            inheritance,
            packages,
            invokeTransforms,
            tracker
        );
        var callbacks = new CallbackRequests(
            transforms,
            invokeTransforms,
            new(parts.Hooks, _callbacks)
        );
        var methods = new MethodCalls(request, parts, packages, inheritance, address);
        Monitor = new(request, resources, functions, methods, packages, callbacks);
    }

    /// <summary>The program's monitor.</summary>
    public MonitorService Monitor { get; }

    /// <inheritdoc/>
    public void Dispose() => _callbacks.Dispose();
}
