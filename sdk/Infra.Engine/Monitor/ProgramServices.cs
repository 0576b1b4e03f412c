using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Monitor.Callbacks;
using Infra.Engine.Monitor.Transforms;

namespace Infra.Engine.Monitor;

/// <summary>What one run serves its program with, put together.</summary>
internal sealed class ProgramServices : IDisposable
{
    private readonly CallbackClients _callbacks = new();

    public ProgramServices(DeploymentRequest request, DeploymentParts parts)
    {
        var (inheritance, packages) = (new Inheritance(), new Packages());
        var (transforms, invokeTransforms) = (
            new ResourceTransforms(_callbacks),
            new InvokeTransforms(_callbacks)
        );
        var resources = new ResourceRequests(
            parts.Inbox,
            parts.DefaultProviders,
            inheritance,
            packages,
            transforms,
            new GoalReader(request.Project.RootDirectory)
        );
        var functions = new FunctionRequests(parts, inheritance, packages, invokeTransforms);
        var callbacks = new CallbackRequests(
            transforms,
            invokeTransforms,
            new(parts.Hooks, _callbacks)
        );
        Monitor = new(request, resources, functions, packages, callbacks);
    }

    /// <summary>The program's monitor.</summary>
    public MonitorService Monitor { get; }

    /// <inheritdoc/>
    public void Dispose() => _callbacks.Dispose();
}
