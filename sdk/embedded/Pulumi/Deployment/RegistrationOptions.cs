using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Writes the options of a resource into its registration.</summary>
internal static class RegistrationOptions
{
    public static async Task ApplyAsync(
        RegisterResourceRequest request,
        ResourceOptions options,
        DeploymentContext deployment
    )
    {
        request.Version = options.Version ?? "";
        request.PluginDownloadURL = options.PluginDownloadURL ?? "";
        request.CustomTimeouts = options.CustomTimeouts?.ToMessage();
        request.IgnoreChanges.Add(options.IgnoreChanges);
        request.HideDiffs.Add(options.HideDiffs);
        if (options.Protect is { } protect)
        {
            request.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            request.RetainOnDelete = retain;
        }

        if (options is CustomResourceOptions custom)
        {
            Apply(request, custom);
        }

        await AddAliasesAsync(request, options, deployment).ConfigureAwait(false);
        await AddRelationsAsync(request, options, deployment).ConfigureAwait(false);
        await AddTriggerAsync(request, options, deployment).ConfigureAwait(false);
    }

    private static void Apply(RegisterResourceRequest request, CustomResourceOptions options)
    {
        request.ImportId = options.ImportId ?? "";
        request.DeleteBeforeReplace = options.DeleteBeforeReplace ?? false;
        request.DeleteBeforeReplaceDefined = options.DeleteBeforeReplace is not null;
        request.AdditionalSecretOutputs.Add(options.AdditionalSecretOutputs);
        request.ReplaceOnChanges.Add(options.ReplaceOnChanges);
        request.EnvVarMappings.Add(options.EnvVarMappings);
    }

    private static async Task AddAliasesAsync(
        RegisterResourceRequest request,
        ResourceOptions options,
        DeploymentContext deployment
    )
    {
        // The real SDK asks this for every resource, with or without aliases, and both SDKs send the same messages.
        var supported = await deployment
            .Features.HasAsync(Feature.AliasSpecs)
            .ConfigureAwait(false);
        if (options.Aliases.Count == 0)
        {
            return;
        }

        var aliases = await AliasSpecs.ResolveAsync(options.Aliases).ConfigureAwait(false);
        if (supported)
        {
            request.Aliases.Add(aliases);
            return;
        }

        if (aliases.Exists(alias => alias.Spec is not null))
        {
            await deployment
                .Features.RequireAsync(Feature.AliasSpecs, $"aliases of '{request.Name}'")
                .ConfigureAwait(false);
        }

        request.AliasURNs.Add(aliases.Select(alias => alias.Urn));
    }

    private static async Task AddRelationsAsync(
        RegisterResourceRequest request,
        ResourceOptions options,
        DeploymentContext deployment
    )
    {
        if (options.DeletedWith is { } owner)
        {
            await deployment
                .Features.RequireAsync(Feature.DeletedWith, $"DeletedWith of '{request.Name}'")
                .ConfigureAwait(false);
            request.DeletedWith = (await owner.Urn.State.ConfigureAwait(false)).Value ?? "";
        }

        foreach (
            var resource in await RequestComposer
                .ResourcesAsync(options.ReplaceWith)
                .ConfigureAwait(false)
        )
        {
            await deployment
                .Features.RequireAsync(Feature.ReplaceWith, $"ReplaceWith of '{request.Name}'")
                .ConfigureAwait(false);
            if ((await resource.Urn.State.ConfigureAwait(false)).Value is { Length: > 0 } urn)
            {
                request.ReplaceWith.Add(urn);
            }
        }
    }

    private static async Task AddTriggerAsync(
        RegisterResourceRequest request,
        ResourceOptions options,
        DeploymentContext deployment
    )
    {
        if (options.ReplacementTrigger is null)
        {
            return;
        }

        var serializer = new Serializer(
            await deployment.SerializationModeAsync().ConfigureAwait(false)
        );
        var trigger = await serializer
            .SerializeAsync($"{request.Name}.ReplacementTrigger", options.ReplacementTrigger)
            .ConfigureAwait(false);
        request.ReplacementTrigger = PropertyEncoder.Encode(trigger, EncodeOptions.FromProgram);
    }
}
