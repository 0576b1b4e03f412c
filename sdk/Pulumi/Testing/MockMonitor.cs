using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;
using Pulumi.Deployments;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>An engine without a plan: every resource goes to the mocks at once.</summary>
internal sealed class MockMonitor(IMocks mocks, DeploymentSettings settings) : IMonitor
{
    private readonly Lock _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly Dictionary<string, PropertyMap> _registered = new(StringComparer.Ordinal);

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

    // Mocks see plain values, no outputs.
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

        var (id, state) = await mocks
            .NewResourceAsync(
                new()
                {
                    Type = request.Type,
                    Name = request.Name,
                    Inputs = Plain(request.Object),
                    Provider = request.Provider,
                    Id = request.ImportId,
                }
            )
            .ConfigureAwait(false);
        var outputs = await SerializeAsync(state).ConfigureAwait(false);
        id ??= request.ImportId;
        Remember(urn, id, outputs);
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
        var (id, state) = await mocks
            .NewResourceAsync(
                new()
                {
                    Type = request.Type,
                    Name = request.Name,
                    Inputs = Plain(request.Properties),
                    Provider = request.Provider,
                    Id = request.Id,
                }
            )
            .ConfigureAwait(false);
        var outputs = await SerializeAsync(state).ConfigureAwait(false);
        Keep(resource);
        Remember(urn, id ?? request.Id, outputs);
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

    // Nobody calls them: mocks stand for an engine that has done its work.
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
                    Args = Plain(args),
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

    private void Remember(string urn, string id, PropertyMap state)
    {
        lock (_gate)
        {
            _registered[urn] = PropertyMap.Of(("urn", urn), ("id", id), ("state", state));
        }
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

    // Of the parent's types only the outermost is in it, as in the real package's mocks.
    private string NewUrn(string parent, string type, string name)
    {
        var outermost = Infra.Protocol.Naming.Urn.TryParse(parent)?.QualifiedType.Split('$')[0];
        var qualified = outermost is null ? type : $"{outermost}${type}";
        return $"urn:pulumi:{settings.Stack}::{settings.Project}::{qualified}::{name}";
    }

    private static ImmutableDictionary<string, object> Plain(Struct properties) =>
        PropertyDecoder
            .Decode(properties)
            .Select(p =>
                (p.Key, State: ValueConverter.Convert(p.Key, p.Value, typeof(object), _ => { }))
            )
            .Where(p => p.State is { IsKnown: true, Value: not null })
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
                $"The mocks answered with a {content?.GetType().Name}: answer with a dictionary, or with an object of an args or output type."
            ),
        };
    }

    private static Struct Encode(PropertyMap properties) =>
        PropertyEncoder.Encode(properties, EncodeOptions.FromProgram);
}
