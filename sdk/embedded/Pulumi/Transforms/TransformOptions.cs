using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Converts options of resources for transforms, and back.</summary>
internal static class TransformOptions
{
    public static ResourceOptions Read(TransformRequest request)
    {
        var message = request.Options ?? new();
        ResourceOptions options = request.Custom
            ? new CustomResourceOptions
            {
                DeleteBeforeReplace = message.HasDeleteBeforeReplace
                    ? message.DeleteBeforeReplace
                    : null,
                AdditionalSecretOutputs = [.. message.AdditionalSecretOutputs],
                ImportId = TextOrNull(message.Import),
            }
            : new ComponentResourceOptions
            {
                Providers =
                [
                    .. message
                        .Providers.Values.Select(DependencyProvider.FromReference)
                        .OfType<ProviderResource>(),
                ],
            };
        options.Parent = ResourceOrNull(request.Parent);
        options.DependsOn = Resources(message.DependsOn);
        options.Protect = message.HasProtect ? message.Protect : null;
        options.IgnoreChanges = [.. message.IgnoreChanges];
        options.ReplaceOnChanges = [.. message.ReplaceOnChanges];
        options.HideDiffs = [.. message.HideDiff];
        options.Version = message.Version;
        options.PluginDownloadURL = TextOrNull(message.PluginDownloadUrl);
        options.Provider = DependencyProvider.FromReference(message.Provider);
        options.CustomTimeouts = CustomTimeouts.FromMessage(message.CustomTimeouts);
        options.Aliases =
        [
            .. message.Aliases.Select(alias => (Input<Alias>)AliasSpecs.Read(alias)),
        ];
        options.RetainOnDelete = message.RetainOnDelete ? true : null;
        options.DeletedWith = ResourceOrNull(message.DeletedWith);
        options.ReplaceWith = Resources(message.ReplaceWith);
        options.Hooks = HookBindings.FromMessage(message.Hooks);
        options.ReplacementTrigger = Trigger(message);
        return options;
    }

    /// <summary>Writes the program's new options into the request. The parent does not change.</summary>
    /// <param name="path">The origin of the options, for messages.</param>
    /// <param name="request">The engine's request. Options that a program cannot see are kept from it.</param>
    public static async Task<TransformResourceOptions> WriteAsync(
        string path,
        ResourceOptions options,
        TransformRequest request
    )
    {
        var message = new TransformResourceOptions
        {
            Version = options.Version ?? "",
            PluginDownloadUrl = options.PluginDownloadURL ?? "",
            CustomTimeouts = Timeouts(options.CustomTimeouts, request.Options?.CustomTimeouts),
            Provider = await DependencyProvider
                .ReferenceAsync(options.Provider)
                .ConfigureAwait(false),
            DeletedWith = await UrnAsync(options.DeletedWith).ConfigureAwait(false),
            DependsOn = { await UrnsAsync(options.DependsOn).ConfigureAwait(false) },
            ReplaceWith = { await UrnsAsync(options.ReplaceWith).ConfigureAwait(false) },
            IgnoreChanges = { options.IgnoreChanges },
            ReplaceOnChanges = { options.ReplaceOnChanges },
            HideDiff = { options.HideDiffs },
            Aliases = { await AliasSpecs.ResolveAsync(options.Aliases).ConfigureAwait(false) },
            PluginChecksums = { request.Options?.PluginChecksums ?? [] },
        };
        if (options.Protect is { } protect)
        {
            message.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            message.RetainOnDelete = retain;
        }

        if (!options.Hooks.IsEmpty)
        {
            message.Hooks = await HookBindings.ToMessageAsync(options.Hooks).ConfigureAwait(false);
        }

        if (options.ReplacementTrigger is { } trigger)
        {
            message.ReplacementTrigger = await TransformValues
                .WriteAsync($"{path}, ReplacementTrigger", trigger)
                .ConfigureAwait(false);
        }

        await WriteKindAsync(message, options).ConfigureAwait(false);
        return message;
    }

    private static RegisterResourceRequest.Types.CustomTimeouts? Timeouts(
        CustomTimeouts? timeouts,
        RegisterResourceRequest.Types.CustomTimeouts? asked
    )
    {
        var message = timeouts?.ToMessage();
        if (asked is { Read.Length: > 0 })
        {
            (message ??= new()).Read = asked.Read;
        }

        return message;
    }

    private static async Task WriteKindAsync(
        TransformResourceOptions message,
        ResourceOptions options
    )
    {
        switch (options)
        {
            case CustomResourceOptions custom:
                message.Import = custom.ImportId ?? "";
                message.AdditionalSecretOutputs.Add(custom.AdditionalSecretOutputs);
                if (custom.DeleteBeforeReplace is { } first)
                {
                    message.DeleteBeforeReplace = first;
                }

                break;
            case ComponentResourceOptions component:
                foreach (var provider in component.Providers)
                {
                    message.Providers[provider.Package] = await provider
                        .ReferenceAsync()
                        .ConfigureAwait(false);
                }

                break;
        }
    }

    // The engine knows what a component contains, so the list is not expanded.
    private static async Task<IEnumerable<string>> UrnsAsync(InputList<Resource> list)
    {
        var resources = await RequestComposer.ResourcesAsync(list).ConfigureAwait(false);
        var urns = await Task.WhenAll(resources.Select(UrnAsync)).ConfigureAwait(false);
        return urns.Where(urn => urn.Length > 0).Order(StringComparer.Ordinal);
    }

    private static async Task<string> UrnAsync(Resource? resource) =>
        resource is null ? "" : (await resource.Urn.State.ConfigureAwait(false)).Value ?? "";

    private static Input<object>? Trigger(TransformResourceOptions message) =>
        message.ReplacementTrigger is { } trigger
        && TransformValues.Read(PropertyDecoder.Decode(trigger)) is { } value
            ? (Input<object>)new Output<object>(OutputState<object>.Known(value))
            : null;

    private static DependencyResource? ResourceOrNull(string urn) =>
        urn.Length > 0 ? new(urn) : null;

    private static InputList<Resource> Resources(IEnumerable<string> urns) =>
        (List<Resource>)[.. urns.Select(urn => new DependencyResource(urn))];

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;
}
