using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Infra.Protocol;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Calls functions of the program for the engine.</summary>
internal sealed class CallbackService(DeploymentContext deployment) : Callbacks.CallbacksBase
{
    private readonly ConcurrentDictionary<string, CallbackFunction> _functions = new();

    /// <returns>The token that names the function.</returns>
    public string Add(CallbackFunction function)
    {
        var token = Guid.NewGuid().ToString();
        _functions[token] = function;
        return token;
    }

    public override async Task<CallbackInvokeResponse> Invoke(
        CallbackInvokeRequest request,
        ServerCallContext context
    )
    {
        if (!_functions.TryGetValue(request.Token, out var function))
        {
            throw new RpcException(
                new(
                    StatusCode.InvalidArgument,
                    $"The program has no callback '{request.Token}' among its {_functions.Count} callbacks."
                )
            );
        }

        // The call comes from outside the run, but what the function creates and logs belongs to the run that registered it.
        DeploymentContext.Current = deployment;
        try
        {
            var response = await function(request.Request, context.CancellationToken)
                .ConfigureAwait(false);
            return new() { Response = response.ToByteString() };
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // The engine reports the failure, because it knows why it called the function.
            throw new RpcException(new(StatusCode.Unknown, ErrorMessage.Bounded(Describe(e))));
        }
    }

    /// <summary>Describes a failure for the user.</summary>
    public static string Describe(Exception failure) =>
        failure is RunException or InfraException or ResourceException { HideStack: true }
            ? failure.Message
            : ExceptionText.WithoutTypes(failure);
}
