using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Monitor.Callbacks;
using Infra.Engine.Values;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Transforms;

/// <summary>Applies the program's transforms to registrations: the resource's own, then its ancestors', then the stack's.</summary>
internal sealed class ResourceTransforms(CallbackClients callbacks)
{
    private readonly ConcurrentQueue<Callback> _stack = new();
    private readonly ConcurrentDictionary<string, Registered> _registered = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<Callback>> _pending = new();

    /// <summary>Registers a transform for all resources of the stack.</summary>
    public void RegisterForStack(Callback callback)
    {
        CallbackClients.Require(callback);
        _stack.Enqueue(callback);
    }

    /// <summary>Applies the transforms to a registration, and returns the resource's own transforms.</summary>
    public async Task<ImmutableArray<Callback>> ApplyAsync(RegisterResourceRequest request)
    {
        var own = Own(request);
        ImmutableArray<Callback> all = [.. own, .. OfAncestors(request.Parent), .. _stack];
        if (!all.IsEmpty)
        {
            await ApplyAsync(request, all, tracksDependencies: !own.IsEmpty);
        }

        return own;
    }

    /// <summary>Remembers a resource and its transforms, for its children.</summary>
    public void Remember(string urn, string parent, ImmutableArray<Callback> own) =>
        _registered[urn] = new(parent, own);

    private async Task ApplyAsync(
        RegisterResourceRequest request,
        ImmutableArray<Callback> transforms,
        bool tracksDependencies
    )
    {
        var values = OutputValues.Upgrade(PropertyDecoder.Decode(request.Object));
        if (tracksDependencies)
        {
            values = OutputValues.With(values, PropertyDependencies(request, values));
        }

        var current = new TransformResponse
        {
            Properties = PropertyEncoder.Encode(values, EncodeOptions.Everything),
            Options = TransformOptions.Of(request),
        };
        foreach (var transform in transforms)
        {
            var answer = await callbacks.CallAsync<TransformResponse>(
                transform,
                new TransformRequest
                {
                    Type = request.Type,
                    Name = request.Name,
                    Custom = request.Custom,
                    Parent = request.Parent,
                    Properties = current.Properties,
                    Options = current.Options,
                }
            );
            current.Properties = answer.Properties ?? current.Properties;
            current.Options = answer.Options ?? current.Options;
        }

        request.Object = current.Properties;
        TransformOptions.Apply(current.Options, request);
        if (tracksDependencies)
        {
            TrackDependencies(request);
        }
    }

    // After a transform, the values carry their dependencies, including those that the program sent.
    private static void TrackDependencies(RegisterResourceRequest request)
    {
        request.PropertyDependencies.Clear();
        foreach (var (name, value) in PropertyDecoder.Decode(request.Object))
        {
            var urns = OutputValues.Dependencies(value);
            request.PropertyDependencies[name] = new() { Urns = { urns } };
            request.Dependencies.AddRange(urns.Except(request.Dependencies));
        }
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> PropertyDependencies(
        RegisterResourceRequest request,
        PropertyMap values
    ) =>
        request.PropertyDependencies.Count == 0 && !request.Remote
            ? values.Keys.ToImmutableDictionary(
                name => name,
                _ => request.Dependencies.ToImmutableArray()
            )
            : request.PropertyDependencies.ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value.Urns.ToImmutableArray()
            );

    // A remote component registers itself again from its provider, and the program's transforms apply only then.
    private ImmutableArray<Callback> Own(RegisterResourceRequest request)
    {
        var key = $"{request.Parent}::{request.Type}::{request.Name}";
        if (_pending.TryRemove(key, out var pending))
        {
            return pending;
        }

        foreach (var transform in request.Transforms)
        {
            CallbackClients.Require(transform);
        }

        ImmutableArray<Callback> own = [.. request.Transforms];
        if (request.Remote && !own.IsEmpty)
        {
            _pending[key] = own;
        }

        return own;
    }

    private IEnumerable<Callback> OfAncestors(string parent)
    {
        for (
            var urn = parent;
            _registered.TryGetValue(urn, out var ancestor);
            urn = ancestor.Parent
        )
        {
            foreach (var transform in ancestor.Own)
            {
                yield return transform;
            }
        }
    }

    private sealed record Registered(string Parent, ImmutableArray<Callback> Own);
}
