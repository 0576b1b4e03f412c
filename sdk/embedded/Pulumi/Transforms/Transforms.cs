using Google.Protobuf;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Registers transforms with the engine and answers its calls.</summary>
internal sealed class Transforms(DeploymentContext deployment)
{
    private readonly Lock _gate = new();
    private Task _ofInvokes = Task.CompletedTask;

    /// <summary>Completes when the engine knows all function transforms so far. Function calls wait for it.</summary>
    public Task OfInvokes
    {
        get
        {
            lock (_gate)
            {
                return _ofInvokes;
            }
        }
    }

    /// <summary>Registers a transform that the engine calls for every function call.</summary>
    public void Register(InvokeTransform transform)
    {
        lock (_gate)
        {
            _ofInvokes = RegisterAsync(_ofInvokes, transform);
            deployment.Work.Track(_ofInvokes);
        }
    }

    /// <summary>Registers the transforms of a resource and returns their callbacks.</summary>
    public async Task<IReadOnlyList<Callback>> AddAsync(
        string resource,
        List<ResourceTransform> transforms
    )
    {
        if (transforms.Count == 0)
        {
            return [];
        }

        await deployment
            .Features.RequireAsync(Feature.Transforms, $"ResourceTransforms of '{resource}'")
            .ConfigureAwait(false);
        var callbacks = new List<Callback>();
        foreach (var transform in transforms)
        {
            callbacks.Add(
                await deployment
                    .Callbacks.AddAsync((bytes, ct) => CallAsync(transform, bytes, ct))
                    .ConfigureAwait(false)
            );
        }

        return callbacks;
    }

    // The engine runs transforms in the order in which they arrive, so they are sent one after the other.
    private async Task RegisterAsync(Task before, InvokeTransform transform)
    {
        await before.ConfigureAwait(false);
        await deployment
            .Features.RequireAsync(Feature.InvokeTransforms, "RegisterInvokeTransform")
            .ConfigureAwait(false);
        var callback = await deployment
            .Callbacks.AddAsync((bytes, ct) => CallAsync(transform, bytes, ct))
            .ConfigureAwait(false);
        await deployment.Monitor.RegisterStackInvokeTransformAsync(callback).ConfigureAwait(false);
    }

    private static async Task<IMessage> CallAsync(
        ResourceTransform transform,
        ByteString bytes,
        CancellationToken cancellationToken
    )
    {
        var request = NestedMessage.Parse<TransformRequest>(bytes);
        var args = new ResourceTransformArgs(
            request.Name,
            request.Type,
            request.Custom,
            TransformValues.Read(PropertyDecoder.Decode(request.Properties)),
            TransformOptions.Read(request)
        );
        if (await transform(args, cancellationToken).ConfigureAwait(false) is not { } result)
        {
            return new TransformResponse();
        }

        var path = $"the transform of '{request.Name}'";
        return new TransformResponse
        {
            Properties = await TransformValues.WriteAsync(path, result.Args).ConfigureAwait(false),
            Options = await TransformOptions
                .WriteAsync(path, result.Options, request)
                .ConfigureAwait(false),
        };
    }

    private static async Task<IMessage> CallAsync(
        InvokeTransform transform,
        ByteString bytes,
        CancellationToken cancellationToken
    )
    {
        var request = NestedMessage.Parse<TransformInvokeRequest>(bytes);
        var args = new InvokeTransformArgs(
            request.Token,
            TransformValues.Read(PropertyDecoder.Decode(request.Args)),
            new()
            {
                Provider = DependencyProvider.FromReference(request.Options?.Provider),
                Version = request.Options?.Version,
                PluginDownloadURL = request.Options?.PluginDownloadUrl,
            }
        );
        if (await transform(args, cancellationToken).ConfigureAwait(false) is not { } result)
        {
            return new TransformInvokeResponse();
        }

        var options = new TransformInvokeOptions
        {
            Provider = await DependencyProvider
                .ReferenceAsync(result.Options.Provider)
                .ConfigureAwait(false),
            Version = result.Options.Version ?? "",
            PluginDownloadUrl = result.Options.PluginDownloadURL ?? "",
        };
        // Options that a program cannot see are kept.
        options.PluginChecksums.Add(request.Options?.PluginChecksums ?? []);
        return new TransformInvokeResponse
        {
            Args = await TransformValues
                .WriteAsync($"the transform of '{request.Token}'", result.Args)
                .ConfigureAwait(false),
            Options = options,
        };
    }
}
