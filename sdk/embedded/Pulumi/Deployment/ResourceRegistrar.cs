using System.Collections.Immutable;
using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Registers resources with the engine and resolves their outputs.</summary>
internal sealed class ResourceRegistrar(DeploymentContext deployment)
{
    private readonly RequestComposer _composer = new(deployment);

    /// <summary>Registers, reads or looks up a resource, as its options say. Its outputs always end, with values or a failure.</summary>
    public async Task RegisterAsync(Resource resource, ResourceDeclaration declaration)
    {
        try
        {
            var answer = await AskAsync(resource, declaration).ConfigureAwait(false);
            Complete(resource, answer);
        }
        catch (Exception e)
        {
            foreach (var source in resource.OutputSources.Values)
            {
                source.Fail(e);
            }

            throw;
        }
    }

    /// <summary>Sends the outputs of a complete component to the engine.</summary>
    public async Task RegisterOutputsAsync(
        Resource component,
        Output<IDictionary<string, object?>> outputs
    )
    {
        var urn = await component.Urn.State.ConfigureAwait(false);
        var state = await outputs.State.ConfigureAwait(false);
        var serializer = new Serializer(
            await deployment.SerializationModeAsync().ConfigureAwait(false)
        );
        var properties = await serializer
            .OfInputsAsync(
                $"outputs of {component.GetResourceName()}",
                state.Value ?? ImmutableDictionary<string, object?>.Empty
            )
            .ConfigureAwait(false);
        await deployment
            .Monitor.RegisterResourceOutputsAsync(
                new()
                {
                    Urn = urn.Value,
                    Outputs = PropertyEncoder.Encode(properties, EncodeOptions.FromProgram),
                }
            )
            .ConfigureAwait(false);
    }

    private async Task<Answer> AskAsync(Resource resource, ResourceDeclaration declaration)
    {
        var options = declaration.Options;
        if (options.Urn is not null)
        {
            return await LookUpAsync(options.Urn).ConfigureAwait(false);
        }

        if (options.Id is not null)
        {
            var id = await options.Id.ToOutput().State.ConfigureAwait(false);
            if (id.IsKnown && !string.IsNullOrEmpty(id.Value))
            {
                return await ReadAsync(resource, declaration, id.Value).ConfigureAwait(false);
            }
        }

        var request = await _composer
            .RegistrationAsync(resource, declaration)
            .ConfigureAwait(false);
        var response = await deployment
            .Monitor.RegisterResourceAsync(resource, request)
            .ConfigureAwait(false);
        return new(response.Urn, response.Id, PropertyDecoder.Decode(response.Object))
        {
            IsComplete = response.Result == Result.Success && !response.Unknown,
            Dependencies = response.PropertyDependencies.ToImmutableDictionary(
                property => property.Key,
                property => property.Value.Urns.ToImmutableArray()
            ),
        };
    }

    private async Task<Answer> LookUpAsync(string urn)
    {
        var found = await deployment
            .Functions.AskAsync("pulumi:pulumi:getResource", PropertyMap.Of(("urn", urn)))
            .ConfigureAwait(false);
        return new(
            Text(found, "urn"),
            Text(found, "id"),
            found.Get("state") is PropertyValue.Object state ? state.Properties : PropertyMap.Empty
        );
    }

    private async Task<Answer> ReadAsync(
        Resource resource,
        ResourceDeclaration declaration,
        string id
    )
    {
        if (resource is not CustomResource)
        {
            throw new RunException(
                $"'{declaration.Name}' is a component, and components have no id. Remove the option Id."
            );
        }

        var request = await _composer.ReadAsync(resource, declaration, id).ConfigureAwait(false);
        var response = await deployment
            .Monitor.ReadResourceAsync(resource, request)
            .ConfigureAwait(false);
        return new(response.Urn, id, PropertyDecoder.Decode(response.Properties));
    }

    private void Complete(Resource resource, Answer answer)
    {
        foreach (var (name, source) in resource.OutputSources)
        {
            switch (name)
            {
                case OutputProperties.Urn:
                    source.Set(Known(answer.Urn, resource));
                    break;
                case OutputProperties.Id when resource is CustomResource:
                    source.Set(
                        Known(answer.Id, resource) with
                        {
                            IsKnown = !string.IsNullOrEmpty(answer.Id),
                        }
                    );
                    break;
                default:
                    Complete(resource, name, source, answer);
                    break;
            }
        }
    }

    private void Complete(Resource resource, string name, IOutputSource source, Answer answer)
    {
        if (answer.Properties.Get(name) is not { } value)
        {
            // In a preview the engine omits what it cannot know yet. In an update an omitted property has no value.
            source.SetDefault(!deployment.Settings.IsDryRun && answer.IsComplete, resource);
            return;
        }

        var state = ValueConverter.Convert(
            $"{resource.GetType().Name}.{name}",
            value,
            source.TargetType,
            warning => _ = deployment.Log.Write(LogSeverity.Warning, warning, resource)
        );
        var urns = answer.Dependencies.GetValueOrDefault(name, []);
        source.Set(
            state with
            {
                Resources = state
                    .Resources.Union(urns.Select(urn => new DependencyResource(urn)))
                    .Add(resource),
            }
        );
    }

    private static OutputState<object?> Known(string value, Resource resource) =>
        new(value, true, false, [resource]);

    private static string Text(PropertyMap properties, string name) =>
        properties.Get(name) is PropertyValue.String text ? text.Value : "";

    private sealed record Answer(string Urn, string Id, PropertyMap Properties)
    {
        /// <summary>Whether the engine completed the step; otherwise missing outputs are unknown.</summary>
        public bool IsComplete { get; init; } = true;

        public ImmutableDictionary<string, ImmutableArray<string>> Dependencies { get; init; } =
            ImmutableDictionary<string, ImmutableArray<string>>.Empty;
    }
}
