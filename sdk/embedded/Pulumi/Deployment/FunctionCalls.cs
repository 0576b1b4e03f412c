using System.Collections.Immutable;
using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Calls provider functions and resource methods.</summary>
internal sealed class FunctionCalls(DeploymentContext deployment)
{
    /// <summary>Calls a function immediately and returns the provider's result.</summary>
    public async Task<T> InvokeAsync<T>(FunctionCall call)
    {
        var (args, _) = await SerializeAsync(call).ConfigureAwait(false);
        var result = await SendAsync(call, args).ConfigureAwait(false);
        return ConvertResult<T>(call.Token, result).Value;
    }

    /// <summary>Calls a function once its dependencies exist. While a dependency is unknown, so is the result.</summary>
    public async Task<OutputState<T>> InvokeOutputAsync<T>(FunctionCall call)
    {
        var (args, met) = await SerializeAsync(call).ConfigureAwait(false);
        HashSet<Resource> explicitly = call.Options is InvokeOutputOptions options
            ? await RequestComposer.ResourcesAsync(options.DependsOn).ConfigureAwait(false)
            : [];
        if (
            args.ContainsUnknowns || !await ExistAsync(met.Concat(explicitly)).ConfigureAwait(false)
        )
        {
            return OutputState<T>.Unknown(false, []);
        }

        var result = await SendAsync(call, args).ConfigureAwait(false);
        var state = ConvertResult<T>(call.Token, result);
        return state with { Resources = state.Resources.Union(met).Union(explicitly) };
    }

    /// <summary>Calls a function of the engine itself.</summary>
    public Task<PropertyMap> AskAsync(string token, PropertyMap args) =>
        SendAsync(new(token, InvokeArgs.Empty, null, null), args);

    /// <summary>Calls a method of a resource. The provider decides whether the result is known, secret and dependent.</summary>
    public async Task<OutputState<T>> CallAsync<T>(MethodCall call)
    {
        var request = await ComposeAsync(call).ConfigureAwait(false);
        var response = await deployment.Monitor.CallAsync(request).ConfigureAwait(false);
        Check($"Call of '{call.Token}'", response.Failures);
        var state = ConvertResult<T>(call.Token, PropertyDecoder.Decode(response.Return));
        var urns = response
            .ReturnDependencies.Values.SelectMany(property => property.Urns)
            .Distinct();
        return state with
        {
            Resources = state.Resources.Union(urns.Select(urn => new DependencyResource(urn))),
        };
    }

    private async Task<(PropertyMap Args, ImmutableHashSet<Resource> Met)> SerializeAsync(
        FunctionCall call
    )
    {
        var mode = await deployment.SerializationModeAsync().ConfigureAwait(false);
        var serializer = new Serializer(mode);
        var args = await serializer
            .OfInputsAsync(call.Token, call.Args.ToInputs())
            .ConfigureAwait(false);
        return (args, [.. serializer.Dependencies, .. serializer.References]);
    }

    private async Task<PropertyMap> SendAsync(FunctionCall call, PropertyMap args)
    {
        var provider = call.Options?.Provider ?? call.Options?.Parent?.ProviderFor(call.Token);
        var request = new ResourceInvokeRequest
        {
            Tok = call.Token,
            Args = PropertyEncoder.Encode(args, EncodeOptions.FromProgram),
            Provider = await DependencyProvider.ReferenceAsync(provider).ConfigureAwait(false),
            PackageRef = await deployment
                .Packages.ReferenceAsync(call.Package)
                .ConfigureAwait(false),
            Version = call.Options?.Version ?? "",
            PluginDownloadURL = call.Options?.PluginDownloadURL ?? "",
            AcceptResources = !deployment.Settings.DisableResourceReferences,
        };
        await deployment.Transforms.OfInvokes.ConfigureAwait(false);
        var response = await deployment.Monitor.InvokeAsync(request).ConfigureAwait(false);
        Check($"Invoke of '{call.Token}'", response.Failures);
        return PropertyDecoder.Decode(response.Return);
    }

    private async Task<ResourceCallRequest> ComposeAsync(MethodCall call)
    {
        var mode = new SerializationMode(
            KeepResources: true,
            await deployment.Features.HasAsync(Feature.OutputValues).ConfigureAwait(false)
        );
        var provider = call.Self is { } self
            ? self.Provider
            : call.Options?.Provider ?? call.Options?.Parent?.ProviderFor(call.Token);
        var request = new ResourceCallRequest
        {
            Tok = call.Token,
            Provider = await DependencyProvider.ReferenceAsync(provider).ConfigureAwait(false),
            PackageRef = await deployment
                .Packages.ReferenceAsync(call.Package)
                .ConfigureAwait(false),
            Version = (call.Self is null ? call.Options?.Version : call.Self.Version) ?? "",
            PluginDownloadURL =
                (call.Self is null ? call.Options?.PluginDownloadURL : call.Self.PluginDownloadURL)
                ?? "",
        };
        var args = await SerializeArgsAsync(call, mode, request).ConfigureAwait(false);
        request.Args = PropertyEncoder.Encode(
            args,
            EncodeOptions.FromProgram with
            {
                KeepOutputValues = mode.KeepOutputs,
            }
        );
        return request;
    }

    /// <summary>The arguments; where they come from goes into the request.</summary>
    private static async Task<PropertyMap> SerializeArgsAsync(
        MethodCall call,
        SerializationMode mode,
        ResourceCallRequest request
    )
    {
        var inputs = call.Args.ToInputs();
        var args = PropertyMap.Empty;
        foreach (
            var (name, input) in call.Self is null ? inputs : inputs.SetItem("__self__", call.Self)
        )
        {
            var serializer = new Serializer(mode);
            var value = await serializer
                .SerializeAsync($"{call.Token}.{name}", input)
                .ConfigureAwait(false);
            if (value is PropertyValue.Null)
            {
                continue;
            }

            args = args.With(name, value);
            var urns = await DependencyGraph
                .UrnsAsync(serializer.Dependencies)
                .ConfigureAwait(false);
            request.ArgDependencies.Add(name, new() { Urns = { urns } });
        }

        return args;
    }

    // A custom resource without an id does not exist yet, which happens in previews.
    private static async Task<bool> ExistAsync(IEnumerable<Resource> resources)
    {
        foreach (
            var custom in DependencyGraph
                .Expand(resources)
                .OfType<CustomResource>()
                .Where(resource => resource is not DependencyResource)
        )
        {
            if (!(await custom.Id.State.ConfigureAwait(false)).IsKnown)
            {
                return false;
            }
        }

        return true;
    }

    private OutputState<T> ConvertResult<T>(string token, PropertyMap result)
    {
        var state = ValueConverter.Convert(
            $"{token} result",
            result,
            typeof(T),
            warning => _ = deployment.Log.Write(LogSeverity.Warning, warning)
        );
        return OutputState<T>.Cast(state);
    }

    private static void Check(string what, IEnumerable<CheckFailure> failures)
    {
        var reasons = string.Join(
            "; ",
            failures.Select(f => f.Property.Length > 0 ? $"{f.Reason} ({f.Property})" : f.Reason)
        );
        if (reasons.Length > 0)
        {
            throw new InvalidOperationException($"{what} failed: {reasons}");
        }
    }
}
