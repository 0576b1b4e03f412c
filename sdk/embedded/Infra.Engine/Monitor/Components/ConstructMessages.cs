using Google.Protobuf;
using Infra.Engine.Deployment;
using Pulumirpc;

namespace Infra.Engine.Monitor.Components;

/// <summary>Builds the request to construct a component from a program's registration.</summary>
internal static class ConstructMessages
{
    /// <summary>The request without its inputs, whose form depends on the provider's features.</summary>
    public static ConstructRequest Of(
        RegisterResourceRequest request,
        DeploymentRequest deployment,
        string monitor
    )
    {
        var message = new ConstructRequest
        {
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            AcceptsOutputValues = true,
            Aliases =
            {
                request.AliasURNs.Select(urn => new Alias { Urn = urn }).Concat(request.Aliases),
            },
            Dependencies = { request.Dependencies },
            Providers = { request.Providers },
            DeletedWith = request.DeletedWith,
            ReplaceWith = { request.ReplaceWith },
            ReplacementTrigger = request.ReplacementTrigger,
            AdditionalSecretOutputs = { request.AdditionalSecretOutputs },
            IgnoreChanges = { request.IgnoreChanges },
            ReplaceOnChanges = { request.ReplaceOnChanges },
            CustomTimeouts = As<ConstructRequest.Types.CustomTimeouts>(request.CustomTimeouts),
            ResourceHooks = As<ConstructRequest.Types.ResourceHooksBinding>(request.Hooks),
            Project = deployment.Project.Name,
            Stack = deployment.Stack,
            Organization = DeploymentRequest.Organization,
            Config = { deployment.Configuration.Values },
            ConfigSecretKeys = { deployment.Configuration.SecretKeys },
            DryRun = deployment.Options.IsPreview,
            Parallel = deployment.Options.Parallel,
            MonitorEndpoint = monitor,
        };
        ApplyFlags(request, message);
        return message;
    }

    // An unset option is not the same as one that is false.
    private static void ApplyFlags(RegisterResourceRequest request, ConstructRequest message)
    {
        if (request.HasProtect)
        {
            message.Protect = request.Protect;
        }

        if (request.HasRetainOnDelete)
        {
            message.RetainOnDelete = request.RetainOnDelete;
        }

        if (request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace)
        {
            message.DeleteBeforeReplace = request.DeleteBeforeReplace;
        }
    }

    /// <summary>The same message in the provider's service, whose fields have the same numbers.</summary>
    private static T? As<T>(IMessage? message)
        where T : class, IMessage<T>, new()
    {
        var copy = message is null ? null : new T();
        copy?.MergeFrom(message.ToByteArray());
        return copy;
    }
}
