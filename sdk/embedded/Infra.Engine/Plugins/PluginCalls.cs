using System.Collections.Immutable;
using Grpc.Core;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Calls a plugin and translates its errors.</summary>
/// <param name="invoker">The connection to the plugin.</param>
/// <param name="describeEnd">Says how the plugin ended and what it wrote last; waits a little for its end.</param>
internal sealed class PluginCalls(CallInvoker invoker, string name, Func<Task<string>> describeEnd)
{
    private readonly ResourceProvider.ResourceProviderClient _client = new(
        new NestedMessageCallInvoker(invoker)
    );

    /// <summary>Calls the plugin; its failures become <see cref="ProviderException"/>s with its own text.</summary>
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
            throw await TranslateAsync(e);
        }
    }

    /// <summary>Calls the plugin; gives <c>null</c> when the plugin does not implement the method.</summary>
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
            throw await TranslateAsync(e);
        }
    }

    /// <summary>Calls the plugin and reads all of the answers that it streams.</summary>
    public async Task<ImmutableArray<T>> ReadAllAsync<T>(
        Func<
            ResourceProvider.ResourceProviderClient,
            CallOptions,
            AsyncServerStreamingCall<T>
        > call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var running = call(_client, new(cancellationToken: cancellationToken));
            var answers = ImmutableArray.CreateBuilder<T>();
            await foreach (var answer in running.ResponseStream.ReadAllAsync(cancellationToken))
            {
                answers.Add(answer);
            }

            return answers.ToImmutable();
        }
        catch (RpcException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (RpcException e)
        {
            throw await TranslateAsync(e);
        }
    }

    /// <summary>Calls an operation that may leave a resource half-made.</summary>
    /// <param name="readFailure">Reads how far it came, with the message for the user.</param>
    public async Task<OperationResult> CallHalfWayAsync<T>(
        Func<ResourceProvider.ResourceProviderClient, CallOptions, AsyncUnaryCall<T>> call,
        Func<T, OperationResult> read,
        Func<ErrorResourceInitFailed, string, OperationResult> readFailure,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return read(await CallRawAsync(call, cancellationToken));
        }
        catch (RpcException e)
            when (e.GetRpcStatus()?.GetDetail<ErrorResourceInitFailed>() is { } failure)
        {
            return readFailure(failure, Describe(ErrorMessage.Bounded(e.Status.Detail), failure));
        }
        catch (RpcException e)
        {
            throw await TranslateAsync(e);
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

    /// <summary>The message and the reasons that it does not contain already; often the only reason is the message itself.</summary>
    private static string Describe(string message, ErrorResourceInitFailed failure) =>
        string.Join(
            '\n',
            failure
                .Reasons.Where(reason => !message.Contains(reason, StringComparison.Ordinal))
                .Select(reason => "* " + reason)
                .Prepend(message)
        );

    private async Task<ProviderException> TranslateAsync(RpcException e)
    {
        if (e.GetRpcStatus()?.GetDetail<ConfigureErrorMissingKeys>() is { } missing)
        {
            var keys = missing.MissingKeys.Select(key => $"* {name}:{key.Name}: {key.Description}");
            return new(
                $"The provider '{name}' lacks configuration. Set it with `pulumi config set`:\n{string.Join('\n', keys)}",
                e
            );
        }

        if (LocalChannel.IsBroken(e))
        {
            return new($"The plugin '{name}' {await describeEnd()}", e);
        }

        return new(
            e.Status.Detail.Length > 0
                ? ErrorMessage.Bounded(e.Status.Detail) + Details(e)
                : $"The plugin '{name}' failed: {e.StatusCode}.",
            e
        );
    }

    /// <summary>The exception behind an error and the inputs that the plugin found wrong, one line each; empty when it names none.</summary>
    private static string Details(RpcException error)
    {
        var status = error.GetRpcStatus();
        var cause = status?.GetDetail<ErrorCause>()?.Message is { Length: > 0 } message
            ? [$"\n{message}"]
            : Enumerable.Empty<string>();
        var inputs =
            status?.GetDetail<InputPropertiesError>()?.Errors
            ?? Enumerable.Empty<InputPropertiesError.Types.PropertyError>();
        return string.Concat(
            cause.Concat(inputs.Select(i => $"\n* property {i.PropertyPath}: {i.Reason}"))
        );
    }
}
