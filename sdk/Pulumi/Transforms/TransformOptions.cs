using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Options of resources as transforms see them, and back.</summary>
internal static class TransformOptions
{
    public static ResourceOptions Read(TransformRequest request)
    {
        var wire = request.Options ?? new();
        ResourceOptions options = request.Custom
            ? new CustomResourceOptions
            {
                DeleteBeforeReplace = wire.HasDeleteBeforeReplace ? wire.DeleteBeforeReplace : null,
                AdditionalSecretOutputs = [.. wire.AdditionalSecretOutputs],
                ImportId = TextOrNull(wire.Import),
            }
            : new ComponentResourceOptions
            {
                Providers =
                [
                    .. wire
                        .Providers.Values.Select(DependencyProvider.FromReference)
                        .OfType<ProviderResource>(),
                ],
            };
        options.Parent = ResourceOrNull(request.Parent);
        options.DependsOn = Resources(wire.DependsOn);
        options.Protect = wire.HasProtect ? wire.Protect : null;
        options.IgnoreChanges = [.. wire.IgnoreChanges];
        options.ReplaceOnChanges = [.. wire.ReplaceOnChanges];
        options.HideDiffs = [.. wire.HideDiff];
        options.Version = wire.Version;
        options.PluginDownloadURL = TextOrNull(wire.PluginDownloadUrl);
        options.Provider = DependencyProvider.FromReference(wire.Provider);
        options.CustomTimeouts = CustomTimeouts.FromWire(wire.CustomTimeouts);
        options.Aliases = [.. wire.Aliases.Select(alias => (Input<Alias>)AliasSpecs.Read(alias))];
        options.RetainOnDelete = wire.RetainOnDelete ? true : null;
        options.DeletedWith = ResourceOrNull(wire.DeletedWith);
        options.ReplaceWith = Resources(wire.ReplaceWith);
        options.Hooks = HookBindings.FromWire(wire.Hooks);
        options.ReplacementTrigger = Trigger(wire);
        return options;
    }

    /// <summary>The options as the program wants them, but for the parent, which stays.</summary>
    /// <param name="path">Where they come from, for messages.</param>
    /// <param name="options">The options.</param>
    /// <param name="request">What the engine asked with: what a program cannot see it cannot have meant to drop.</param>
    public static async Task<TransformResourceOptions> WriteAsync(
        string path,
        ResourceOptions options,
        TransformRequest request
    )
    {
        var wire = new TransformResourceOptions
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
            wire.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            wire.RetainOnDelete = retain;
        }

        if (!options.Hooks.IsEmpty)
        {
            wire.Hooks = await HookBindings.ToWireAsync(options.Hooks).ConfigureAwait(false);
        }

        if (options.ReplacementTrigger is { } trigger)
        {
            wire.ReplacementTrigger = await TransformValues
                .WriteAsync($"{path}, ReplacementTrigger", trigger)
                .ConfigureAwait(false);
        }

        await WriteKindAsync(wire, options).ConfigureAwait(false);
        return wire;
    }

    private static RegisterResourceRequest.Types.CustomTimeouts? Timeouts(
        CustomTimeouts? timeouts,
        RegisterResourceRequest.Types.CustomTimeouts? asked
    )
    {
        var wire = timeouts?.ToWire();
        if (asked is { Read.Length: > 0 })
        {
            (wire ??= new()).Read = asked.Read;
        }

        return wire;
    }

    private static async Task WriteKindAsync(TransformResourceOptions wire, ResourceOptions options)
    {
        switch (options)
        {
            case CustomResourceOptions custom:
                wire.Import = custom.ImportId ?? "";
                wire.AdditionalSecretOutputs.Add(custom.AdditionalSecretOutputs);
                if (custom.DeleteBeforeReplace is { } first)
                {
                    wire.DeleteBeforeReplace = first;
                }

                break;
            case ComponentResourceOptions component:
                foreach (var provider in component.Providers)
                {
                    wire.Providers[provider.Package] = await provider
                        .ReferenceAsync()
                        .ConfigureAwait(false);
                }

                break;
        }
    }

    // A list names its resources themselves here: the engine knows what is in a component.
    private static async Task<IEnumerable<string>> UrnsAsync(InputList<Resource> list)
    {
        var resources = await RequestComposer.ResourcesAsync(list).ConfigureAwait(false);
        var urns = await Task.WhenAll(resources.Select(UrnAsync)).ConfigureAwait(false);
        return urns.Where(urn => urn.Length > 0).Order(StringComparer.Ordinal);
    }

    private static async Task<string> UrnAsync(Resource? resource) =>
        resource is null ? "" : (await resource.Urn.State.ConfigureAwait(false)).Value ?? "";

    private static Input<object>? Trigger(TransformResourceOptions wire) =>
        wire.ReplacementTrigger is { } trigger
        && TransformValues.Read(PropertyDecoder.Decode(trigger)) is { } value
            ? (Input<object>)new Output<object>(OutputState<object>.Known(value))
            : null;

    private static DependencyResource? ResourceOrNull(string urn) =>
        urn.Length > 0 ? new(urn) : null;

    private static InputList<Resource> Resources(IEnumerable<string> urns) =>
        (List<Resource>)[.. urns.Select(urn => new DependencyResource(urn))];

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;
}
