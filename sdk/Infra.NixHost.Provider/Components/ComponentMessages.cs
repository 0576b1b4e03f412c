using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Components;

/// <summary>Builds the registrations of a component, with the options that the program gave it.</summary>
internal static class ComponentMessages
{
    /// <summary>The component itself, which has no inputs, as those of programs.</summary>
    public static RegisterResourceRequest Component(ConstructRequest request)
    {
        var message = new RegisterResourceRequest
        {
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            Object = new(),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
            Dependencies = { request.Dependencies },
            Providers = { request.Providers },
            Aliases = { request.Aliases },
            IgnoreChanges = { request.IgnoreChanges },
            ReplaceOnChanges = { request.ReplaceOnChanges },
            AdditionalSecretOutputs = { request.AdditionalSecretOutputs },
            DeletedWith = request.DeletedWith,
            ReplaceWith = { request.ReplaceWith },
            ReplacementTrigger = request.ReplacementTrigger,
            CustomTimeouts = Timeouts(request.CustomTimeouts),
            Hooks = Hooks(request.ResourceHooks),
            ParentStackTraceHandle = request.StackTraceHandle,
        };
        ApplyFlags(request, message);
        return message;
    }

    /// <summary>A resource inside the component.</summary>
    public static RegisterResourceRequest Part(
        ConstructRequest request,
        (string Type, string Name) part,
        PropertyMap inputs
    )
    {
        var message = new RegisterResourceRequest
        {
            Type = part.Type,
            Name = part.Name,
            Custom = true,
            Object = PropertyEncoder.Encode(inputs, EncodeOptions.FromProgram),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
            ParentStackTraceHandle = request.StackTraceHandle,
        };
        if (request.Providers.TryGetValue(ResourceDefinition.Package, out var provider))
        {
            message.Provider = provider;
        }

        foreach (var (name, value) in inputs)
        {
            message.PropertyDependencies[name] = new() { Urns = { Flow.DependenciesOf(value) } };
        }

        message.Dependencies.Add(Flow.DependenciesOf(inputs));
        ApplyFlags(request, message);
        return message;
    }

    // An option that is not set is inherited, and one that is false is not.
    private static void ApplyFlags(ConstructRequest request, RegisterResourceRequest message)
    {
        if (request.HasProtect)
        {
            message.Protect = request.Protect;
        }

        if (request.HasRetainOnDelete)
        {
            message.RetainOnDelete = request.RetainOnDelete;
        }
    }

    private static RegisterResourceRequest.Types.CustomTimeouts? Timeouts(
        ConstructRequest.Types.CustomTimeouts? timeouts
    ) =>
        timeouts is null
            ? null
            : new()
            {
                Create = timeouts.Create,
                Update = timeouts.Update,
                Delete = timeouts.Delete,
                Read = timeouts.Read,
            };

    private static RegisterResourceRequest.Types.ResourceHooksBinding? Hooks(
        ConstructRequest.Types.ResourceHooksBinding? hooks
    ) =>
        hooks is null
            ? null
            : new()
            {
                BeforeCreate = { hooks.BeforeCreate },
                AfterCreate = { hooks.AfterCreate },
                BeforeUpdate = { hooks.BeforeUpdate },
                AfterUpdate = { hooks.AfterUpdate },
                BeforeDelete = { hooks.BeforeDelete },
                AfterDelete = { hooks.AfterDelete },
                OnError = { hooks.OnError },
            };
}
