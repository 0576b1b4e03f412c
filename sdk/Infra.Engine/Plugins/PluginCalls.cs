using Grpc.Core;
using Infra.Engine.Providers;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Calls a plugin and translates what can go wrong.</summary>
/// <param name="invoker">Leads to the plugin.</param>
/// <param name="name">Its package.</param>
/// <param name="lastLines">What it wrote last, for when it died.</param>
internal sealed class PluginCalls(CallInvoker invoker, string name, Func<string> lastLines)
{
    private readonly ResourceProvider.ResourceProviderClient _client = new(
        new DeepCallInvoker(invoker)
    );

    /// <summary>Calls; failures of the plugin are <see cref="ProviderException"/>s with its own text.</summary>
    public async Task<T> CallAsync<T>(
        Func<ResourceProvider.ResourceProviderClient, CallOptions, AsyncUnaryCall<T>> call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await CallRawAsync(call, cancellationToken);
        }
        catch (RpcException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>Calls; gives <c>null</c> when the plugin does not know the call.</summary>
    public async Task<T?> TryCallAsync<T>(
        Func<ResourceProvider.ResourceProviderClient, CallOptions, AsyncUnaryCall<T>> call,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            return await CallRawAsync(call, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return null;
        }
        catch (RpcException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>Calls something that may leave a resource half-way; says how far it came then.</summary>
    public async Task<(
        T? Answer,
        ErrorResourceInitFailed? Failure,
        string Message
    )> CallHalfWayAsync<T>(
        Func<ResourceProvider.ResourceProviderClient, CallOptions, AsyncUnaryCall<T>> call,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            return (await CallRawAsync(call, cancellationToken), null, "");
        }
        catch (RpcException e)
            when (e.GetRpcStatus()?.GetDetail<ErrorResourceInitFailed>() is { } failure)
        {
            return (null, failure, Describe(e.Status.Detail, failure));
        }
        catch (RpcException e)
        {
            throw Translate(e);
        }
    }

    private async Task<T> CallRawAsync<T>(
        Func<ResourceProvider.ResourceProviderClient, CallOptions, AsyncUnaryCall<T>> call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var running = call(_client, new(cancellationToken: cancellationToken));
            return await running.ResponseAsync;
        }
        catch (RpcException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <summary>The message and what it does not say already; the only reason is often the message itself.</summary>
    private static string Describe(string message, ErrorResourceInitFailed failure) =>
        string.Join(
            '\n',
            failure
                .Reasons.Where(reason => !message.Contains(reason, StringComparison.Ordinal))
                .Select(reason => "* " + reason)
                .Prepend(message)
        );

    private ProviderException Translate(RpcException e)
    {
        if (e.GetRpcStatus()?.GetDetail<ConfigureErrorMissingKeys>() is { } missing)
        {
            var keys = missing.MissingKeys.Select(key => $"* {name}:{key.Name}: {key.Description}");
            return new(
                $"The provider '{name}' lacks configuration. Set it with `pulumi config set`:\n{string.Join('\n', keys)}",
                e
            );
        }

        // The transport reports a dead peer as unavailable, with an exception of its own behind it.
        return e is { StatusCode: StatusCode.Unavailable, Status.DebugException: not null }
            ? new(
                $"The plugin '{name}' cannot be reached any more: {e.Status.Detail} What it wrote last:\n{lastLines()}",
                e
            )
            : new(
                e.Status.Detail.Length > 0
                    ? e.Status.Detail + InputErrors.Of(e)
                    : $"The plugin '{name}' failed: {e.StatusCode}.",
                e
            );
    }
}
