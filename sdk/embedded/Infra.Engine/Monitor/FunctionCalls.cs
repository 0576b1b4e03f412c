using Infra.Engine.Deployment.Execution;
using Infra.Engine.Monitor.Transforms;
using Infra.Engine.Providers;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Calls provider functions for programs.</summary>
internal sealed class FunctionCalls(
    ProviderRegistry providers,
    DefaultProviders defaults,
    StepExecutor steps,
    Inheritance inheritance,
    Packages packages,
    InvokeTransforms transforms,
    ResourceTracker tracker
)
{
    private const string GetResource = "pulumi:pulumi:getResource";

    public async Task<ResourceInvokeResponse> InvokeAsync(
        ResourceInvokeRequest request,
        CancellationToken cancellationToken
    )
    {
        var name = PackageDescriptor.NameOf(request.Tok);
        if (request.Provider.Length == 0)
        {
            request.Provider = inheritance.InheritedProvider(request.Parent, name);
        }

        await transforms.ApplyAsync(request);
        var arguments = PropertyDecoder.Decode(request.Args, new() { KeepOutputValues = false });
        if (request.Tok == GetResource)
        {
            return new()
            {
                Return = ResourceAnswers.Encode(Find(arguments), true, acceptsResources: true),
            };
        }

        var package = packages.Of(request);
        var reference = request.Provider;
        if (reference.Length == 0)
        {
            reference = await defaults.FindAsync(package);
        }

        var provider = providers.Require(reference, $"the function {request.Tok}");
        if (await tracker.AnyIsMissingAsync(request.DependsOn, cancellationToken))
        {
            return new() { Unknown = true };
        }

        var result = await provider.InvokeAsync(request.Tok, arguments, cancellationToken);
        return new()
        {
            Return = ResourceAnswers.Encode(result.Return, true, request.AcceptResources),
            Failures =
            {
                result.Failures.Select(f => new CheckFailure
                {
                    Property = f.Property,
                    Reason = f.Reason,
                }),
            },
        };
    }

    private PropertyMap Find(PropertyMap arguments)
    {
        var urn = Urn.Parse(
            arguments.Get("urn")?.Unwrap() is PropertyValue.String text ? text.Value : ""
        );
        var state =
            steps.Find(urn)?.NewSlot?.State
            ?? throw new InfraException($"The resource {urn} is not registered in this run.");
        return PropertyMap.Of(("urn", urn.Value), ("id", state.Id), ("state", state.Outputs));
    }
}
