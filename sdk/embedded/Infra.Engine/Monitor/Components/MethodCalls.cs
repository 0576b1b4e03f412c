using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Providers;
using Infra.Engine.Values;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Components;

/// <summary>Calls methods of components, which their providers serve.</summary>
/// <param name="defaults">The default provider of each package.</param>
/// <param name="steps">Ends the run when a method fails.</param>
/// <param name="packages">The packages that the program registered.</param>
/// <param name="inheritance">Finds the provider that constructed a component.</param>
/// <param name="monitor">The address of the engine's monitor.</param>
internal sealed class MethodCalls(
    DeploymentRequest request,
    ProviderRegistry providers,
    DefaultProviders defaults,
    StepExecutor steps,
    Packages packages,
    Inheritance inheritance,
    string monitor
)
{
    private const string Self = "__self__";

    public async Task<CallResponse> CallAsync(ResourceCallRequest call)
    {
        var arguments = OutputValues.Upgrade(PropertyDecoder.Decode(call.Args));
        var reference = ProviderOf(call, arguments);
        if (reference.Length == 0)
        {
            reference = await defaults.FindAsync(packages.Of(call));
        }

        var provider = providers.Require(reference, $"the method {call.Tok}");
        try
        {
            return ComponentAnswers.Of(
                await provider.CallAsync(Message(call, arguments), arguments, steps.Stopped)
            );
        }
        catch (ProviderException e)
        {
            throw steps.Abort($"The method {call.Tok} failed: {e.Message}", e);
        }
    }

    // A provider serves its own methods; the provider that constructed a component serves the component's methods.
    private string ProviderOf(ResourceCallRequest call, PropertyMap arguments)
    {
        var self = arguments.Get(Self)?.Unwrap() as PropertyValue.ResourceReference;
        if (Urn.IsProviderType(call.Tok))
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
            Organization = DeploymentRequest.Organization,
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
                Urns = { given.Union(OutputValues.Dependencies(value)) },
            };
        }

        return message;
    }
}
