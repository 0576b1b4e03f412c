using Grpc.Core;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Reads which inputs a plugin found wrong, and the exception behind an error.</summary>
internal static class InputErrors
{
    /// <summary>One line for each; empty when the plugin says nothing of that kind.</summary>
    public static string Of(RpcException error)
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
