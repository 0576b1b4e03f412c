using System.Collections.Immutable;
using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Composes the requests for resources. Each waits for the dependencies of its resource.</summary>
internal sealed class RequestComposer(DeploymentContext deployment)
{
    public async Task<RegisterResourceRequest> RegistrationAsync(
        Resource resource,
        ResourceDeclaration declaration
    )
    {
        var options = declaration.Options;
        var inputs = await InputsAsync(resource, declaration).ConfigureAwait(false);
        var request = new RegisterResourceRequest
        {
            Type = declaration.Type,
            Name = declaration.Name,
            Custom = resource is CustomResource,
            Remote = declaration.IsRemote,
            Object = inputs.Encode(),
            Parent = await ParentAsync(declaration).ConfigureAwait(false),
            Provider = await DependencyProvider
                .ReferenceAsync(resource.Provider)
                .ConfigureAwait(false),
            PackageRef = await deployment
                .Packages.ReferenceAsync(declaration.Package)
                .ConfigureAwait(false),
            AcceptSecrets = true,
            AcceptResources = !deployment.Settings.DisableResourceReferences,
            SupportsResultReporting = true,
            Hooks = await HookBindings.ToMessageAsync(options.Hooks).ConfigureAwait(false),
        };
        request.Dependencies.Add(inputs.Dependencies);
        foreach (var (name, urns) in inputs.PropertyDependencies)
        {
            request.PropertyDependencies.Add(name, new() { Urns = { urns } });
        }

        if (declaration.IsRemote)
        {
            await AddProvidersAsync(request, options).ConfigureAwait(false);
        }

        await RegistrationOptions.ApplyAsync(request, options, deployment).ConfigureAwait(false);
        request.Transforms.Add(
            await deployment
                .Transforms.AddAsync(declaration.Name, options.ResourceTransforms)
                .ConfigureAwait(false)
        );
        return request;
    }

    public async Task<ReadResourceRequest> ReadAsync(
        Resource resource,
        ResourceDeclaration declaration,
        string id
    )
    {
        var options = declaration.Options;
        var inputs = await InputsAsync(resource, declaration).ConfigureAwait(false);
        return new()
        {
            Type = declaration.Type,
            Name = declaration.Name,
            Id = id,
            Properties = inputs.Encode(),
            Parent = await ParentAsync(declaration).ConfigureAwait(false),
            Provider = await DependencyProvider
                .ReferenceAsync(resource.Provider)
                .ConfigureAwait(false),
            PackageRef = await deployment
                .Packages.ReferenceAsync(declaration.Package)
                .ConfigureAwait(false),
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            AcceptSecrets = true,
            AcceptResources = !deployment.Settings.DisableResourceReferences,
            Dependencies = { inputs.Dependencies },
            AdditionalSecretOutputs =
            {
                (options as CustomResourceOptions)?.AdditionalSecretOutputs ?? [],
            },
        };
    }

    private async Task<Inputs> InputsAsync(Resource resource, ResourceDeclaration declaration)
    {
        var explicitly = await ResourcesAsync(declaration.Options.DependsOn).ConfigureAwait(false);
        var mode = await deployment.SerializationModeAsync().ConfigureAwait(false);
        if (declaration.IsRemote)
        {
            mode = mode with
            {
                KeepOutputs = await deployment
                    .Features.HasAsync(Feature.OutputValues)
                    .ConfigureAwait(false),
            };
        }

        var all = (
            await DependencyGraph.UrnsAsync(explicitly, resource).ConfigureAwait(false)
        ).ToBuilder();
        var properties = new List<KeyValuePair<string, PropertyValue>>();
        var dependencies = new List<KeyValuePair<string, ImmutableSortedSet<string>>>();
        foreach (var (name, input) in declaration.Args.ToInputs())
        {
            var serializer = new Serializer(mode);
            var value = await serializer
                .SerializeAsync($"{declaration.Name}.{name}", input)
                .ConfigureAwait(false);
            // A remote component receives references to resources, so they are no dependencies of a single property.
            var from =
                declaration.IsRemote && mode.KeepResources
                    ? serializer.Dependencies
                    : serializer.Dependencies.Concat(serializer.References);
            var urns = await DependencyGraph.UrnsAsync(from, resource).ConfigureAwait(false);
            all.UnionWith(urns);
            if (value is not PropertyValue.Null)
            {
                properties.Add(KeyValuePair.Create(name, value));
                dependencies.Add(KeyValuePair.Create(name, urns));
            }
        }

        return new(PropertyMap.Create(properties), mode, all.ToImmutable(), [.. dependencies]);
    }

    /// <summary>Returns the known resources of a list.</summary>
    public static async Task<HashSet<Resource>> ResourcesAsync(InputList<Resource> list)
    {
        var resources = new HashSet<Resource>();
        await foreach (var item in list.ConfigureAwait(false))
        {
            var state = await item.ToOutput().State.ConfigureAwait(false);
            if (state is { IsKnown: true, Value: not null })
            {
                resources.Add(state.Value);
            }
        }

        return resources;
    }

    private async Task<string> ParentAsync(ResourceDeclaration declaration)
    {
        var parent =
            declaration.Type == Stack.RootType
                ? null
                : declaration.Options.Parent ?? deployment.Stack;
        return parent is null ? "" : (await parent.Urn.State.ConfigureAwait(false)).Value;
    }

    private static async Task AddProvidersAsync(
        RegisterResourceRequest request,
        ResourceOptions options
    )
    {
        IEnumerable<ProviderResource> providers = options.Provider is { } single
            ? [single]
            : (options as ComponentResourceOptions)?.Providers ?? [];
        foreach (var provider in providers)
        {
            request.Providers[provider.Package] = await provider
                .ReferenceAsync()
                .ConfigureAwait(false);
        }
    }

    private sealed record Inputs(
        PropertyMap Properties,
        SerializationMode Mode,
        ImmutableSortedSet<string> Dependencies,
        ImmutableArray<KeyValuePair<string, ImmutableSortedSet<string>>> PropertyDependencies
    )
    {
        public Google.Protobuf.WellKnownTypes.Struct Encode() =>
            PropertyEncoder.Encode(
                Properties,
                EncodeOptions.FromProgram with
                {
                    KeepOutputValues = Mode.KeepOutputs,
                }
            );
    }
}
