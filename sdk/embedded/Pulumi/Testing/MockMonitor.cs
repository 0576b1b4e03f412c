using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;
using Pulumi.Deployments;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>A monitor without a plan, which passes every resource to the mocks immediately.</summary>
internal sealed class MockMonitor(IMocks mocks, DeploymentSettings settings) : IMonitor
{
    private readonly Lock _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly Dictionary<string, PropertyMap> _registered = new();

    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_gate)
            {
                return [.. _resources];
            }
        }
    }

    // Mocks receive plain values instead of outputs.
    public Task<bool> SupportsFeatureAsync(string id) =>
        Task.FromResult(id != Feature.OutputValues);

    public Task<string> RegisterPackageAsync(Pulumirpc.RegisterPackageRequest request) =>
        Task.FromResult($"{request.Name}-{request.Version}");

    public async Task<RegisterResourceResponse> RegisterResourceAsync(
        Resource resource,
        RegisterResourceRequest request
    )
    {
        var urn = NewUrn(request.Parent, request.Type, request.Name);
        Keep(resource);
        if (request.Type == Stack.RootType)
        {
            return new() { Urn = urn, Object = new() };
        }

        var args = new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = KnownValues(request.Object),
            Provider = request.Provider,
            Id = request.ImportId,
        };
        var (id, outputs) = await NewResourceAsync(urn, args).ConfigureAwait(false);
        return new()
        {
            Urn = urn,
            Id = id,
            Object = Encode(outputs),
        };
    }

    public async Task<ReadResourceResponse> ReadResourceAsync(
        Resource resource,
        ReadResourceRequest request
    )
    {
        var urn = NewUrn(request.Parent, request.Type, request.Name);
        var args = new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = KnownValues(request.Properties),
            Provider = request.Provider,
            Id = request.Id,
        };
        var (_, outputs) = await NewResourceAsync(urn, args).ConfigureAwait(false);
        Keep(resource);
        return new() { Urn = urn, Properties = Encode(outputs) };
    }

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request)
    {
        var outputs = PropertyDecoder
            .Decode(request.Outputs)
            .ToImmutableDictionary(
                output => output.Key,
                output => new Output<object?>(
                    ValueConverter.Convert(output.Key, output.Value, typeof(object), _ => { })
                )
            );
        return mocks.RegisterResourceOutputs(new(request.Urn, outputs));
    }

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        if (request.Tok == "pulumi:pulumi:getResource")
        {
            return new() { Return = Encode(Find(request.Args.Fields["urn"].StringValue)) };
        }

        return new()
        {
            Return = await CallAsync(request.Tok, request.Args, request.Provider)
                .ConfigureAwait(false),
        };
    }

    public async Task<CallResponse> CallAsync(ResourceCallRequest request) =>
        new()
        {
            Return = await CallAsync(request.Tok, request.Args, request.Provider)
                .ConfigureAwait(false),
        };

    // Mocks run no steps, so they call neither hooks nor transforms.
    public Task RegisterStackInvokeTransformAsync(Callback callback) => Task.CompletedTask;

    public Task RegisterResourceHookAsync(RegisterResourceHookRequest request) =>
        Task.CompletedTask;

    public Task RegisterErrorHookAsync(RegisterErrorHookRequest request) => Task.CompletedTask;

    public Task SignalAndWaitForShutdownAsync() => Task.CompletedTask;

    private async Task<Struct> CallAsync(string token, Struct args, string provider)
    {
        var result = await mocks
            .CallAsync(
                new()
                {
                    Token = token,
                    Args = KnownValues(args),
                    Provider = provider,
                }
            )
            .ConfigureAwait(false);
        return Encode(await SerializeAsync(result).ConfigureAwait(false));
    }

    private void Keep(Resource resource)
    {
        lock (_gate)
        {
            _resources.Add(resource);
        }
    }

    private async Task<(string Id, PropertyMap Outputs)> NewResourceAsync(
        string urn,
        MockResourceArgs args
    )
    {
        var (given, state) = await mocks.NewResourceAsync(args).ConfigureAwait(false);
        var outputs = await SerializeAsync(state).ConfigureAwait(false);
        var id = given ?? args.Id ?? "";
        lock (_gate)
        {
            _registered[urn] = PropertyMap.Of(("urn", urn), ("id", id), ("state", outputs));
        }

        return (id, outputs);
    }

    private PropertyMap Find(string urn)
    {
        lock (_gate)
        {
            return _registered.TryGetValue(urn, out var found)
                ? found
                : throw new RunException($"The test has no resource '{urn}'.");
        }
    }

    // The URN contains only the outermost parent type, as in the mocks of the real package.
    private string NewUrn(string parent, string type, string name)
    {
        var outermost = Infra.Protocol.Naming.Urn.TryParse(parent)?.QualifiedType.Split('$')[0];
        var qualified = outermost is null ? type : $"{outermost}${type}";
        return $"urn:pulumi:{settings.Stack}::{settings.Project}::{qualified}::{name}";
    }

    private static ImmutableDictionary<string, object> KnownValues(Struct properties) =>
        PropertyDecoder
            .Decode(properties)
            .Select(p =>
                (p.Key, State: ValueConverter.Convert(p.Key, p.Value, typeof(object), _ => { }))
            )
            .Where(p => p.State is { IsKnown: true, Value: not null })
            // The line above leaves out null values.
            .ToImmutableDictionary(p => p.Key, p => p.State.Value!);

    private static async Task<PropertyMap> SerializeAsync(object? content)
    {
        var serializer = new Serializer(new(KeepResources: true));
        var value = await serializer
            .SerializeAsync("the mocks' answer", content)
            .ConfigureAwait(false);
        return value switch
        {
            PropertyValue.Object o => o.Properties,
            PropertyValue.Null => PropertyMap.Empty,
            _ => throw new RunException(
                $"The mocks returned a {content?.GetType().Name}. Return a dictionary, or an object of an args or output type."
            ),
        };
    }

    private static Struct Encode(PropertyMap properties) =>
        PropertyEncoder.Encode(properties, EncodeOptions.FromProgram);
}
