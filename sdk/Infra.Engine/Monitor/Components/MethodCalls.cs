using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Languages;
using Infra.Engine.Providers;
using Infra.Engine.Values;
using Infra.Protocol;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Components;

/// <summary>Calls methods of components, which their providers serve.</summary>
/// <param name="request">The run they are part of.</param>
/// <param name="parts">The run's parts.</param>
/// <param name="packages">The packages the program described.</param>
/// <param name="inheritance">Knows which provider constructed a component.</param>
/// <param name="monitor">The address of the engine's monitor.</param>
internal sealed class MethodCalls(
    DeploymentRequest request,
    DeploymentParts parts,
    Packages packages,
    Inheritance inheritance,
    string monitor
)
{
    private const string Self = "__self__";

    /// <summary>Calls a method.</summary>
    public async Task<CallResponse> CallAsync(ResourceCallRequest call)
    {
        var arguments = OutputValues.Upgrade(PropertyDecoder.Decode(call.Args));
        var reference = ProviderOf(call, arguments);
        if (reference.Length == 0)
        {
            reference = await parts.DefaultProviders.FindAsync(packages.Of(call));
        }

        var provider =
            parts.Providers.Find(reference)
            ?? throw new InfraException(
                $"The provider {reference} of the method {call.Tok} is not registered."
            );
        try
        {
            return ComponentAnswers.Of(
                await provider.CallAsync(Message(call, arguments), arguments, parts.Steps.Stopped)
            );
        }
        catch (ProviderException e)
        {
            // When the run is over, the method is not to blame.
            parts.Steps.Stopped.ThrowIfCancellationRequested();
            parts.Abort($"The method {call.Tok} failed: {e.Message}");
            throw new OperationCanceledException(e.Message, e);
        }
    }

    // A method of a provider is served by that provider itself; one of a component by whoever constructed it.
    private string ProviderOf(ResourceCallRequest call, PropertyMap arguments)
    {
        var self = arguments.Get(Self)?.Unwrap() as PropertyValue.ResourceReference;
        if (ProviderReference.IsProviderType(call.Tok))
        {
            return self is { Id: PropertyValue.String id }
                ? $"{self.Urn}::{id.Value}"
                : throw new InfraException(
                    $"The provider's method {call.Tok} needs the provider as its argument `{Self}`."
                );
        }

        return call.Provider.Length > 0 ? call.Provider
            : self is null ? ""
            : inheritance.ProviderOf(self.Urn);
    }

    private CallRequest Message(ResourceCallRequest call, PropertyMap arguments)
    {
        var message = new CallRequest
        {
            Tok = call.Tok,
            AcceptsOutputValues = true,
            Project = request.Project.Name,
            Stack = request.Stack,
            Organization = ProgramEnvironment.Organization,
            Config = { request.Configuration.Values },
            ConfigSecretKeys = { request.Configuration.SecretKeys },
            DryRun = request.Options.IsPreview,
            Parallel = request.Options.Parallel,
            MonitorEndpoint = monitor,
        };
        foreach (var (name, value) in arguments)
        {
            var given = call.ArgDependencies.TryGetValue(name, out var urns) ? urns.Urns : [];
            message.ArgDependencies[name] = new()
            {
                Urns = { given.Union(OutputValues.Dependencies(value), StringComparer.Ordinal) },
            };
        }

        return message;
    }
}
