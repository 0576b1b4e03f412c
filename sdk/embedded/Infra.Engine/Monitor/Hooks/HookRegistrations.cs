using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Monitor.Callbacks;
using Infra.Protocol;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Hooks;

/// <summary>Registers the hooks of a program, and calls them with their messages.</summary>
internal sealed class HookRegistrations(ResourceHooks hooks, CallbackClients callbacks)
{
    public void Register(RegisterResourceHookRequest request)
    {
        CallbackClients.Require(request.Callback);
        hooks.Register(
            new ResourceHook(
                request.Name,
                request.OnDryRun,
                request.IgnoreErrors,
                call => RunAsync(request.Callback, call)
            )
        );
    }

    public void Register(RegisterErrorHookRequest request)
    {
        CallbackClients.Require(request.Callback);
        hooks.Register(
            new ErrorHook(
                request.Name,
                (call, operation, errors) => RunAsync(request.Callback, call, operation, errors)
            )
        );
    }

    private async Task RunAsync(Callback callback, HookCall call)
    {
        var answer = await callbacks.CallAsync<ResourceHookResponse>(
            callback,
            new ResourceHookRequest
            {
                Urn = call.Urn.Value,
                Id = call.Id,
                Name = call.Urn.Name,
                Type = call.Type,
                NewInputs = Encode(call.New?.Inputs),
                OldInputs = Encode(call.Old?.Inputs),
                NewOutputs = Encode(call.NewOutputs),
                OldOutputs = Encode(call.Old?.Outputs),
                OldOptions = StateOptions.Of(call.Old),
                NewOptions = StateOptions.Of(call.New),
            }
        );
        if (answer.Error.Length > 0)
        {
            throw new InfraException(answer.Error);
        }
    }

    private async Task<bool> RunAsync(
        Callback callback,
        HookCall call,
        HookedOperation operation,
        ImmutableArray<string> errors
    )
    {
        var answer = await callbacks.CallAsync<ErrorHookResponse>(
            callback,
            new ErrorHookRequest
            {
                Urn = call.Urn.Value,
                Id = call.Id,
                Name = call.Urn.Name,
                Type = call.Type,
                NewInputs = Encode(call.New?.Inputs),
                OldInputs = Encode(call.Old?.Inputs),
                OldOutputs = Encode(call.Old?.Outputs),
                FailedOperation = WireName(operation),
                Errors = { errors },
                OldOptions = StateOptions.Of(call.Old),
                NewOptions = StateOptions.Of(call.New),
            }
        );
        return answer.Error.Length > 0 ? throw new InfraException(answer.Error) : answer.Retry;
    }

    private static string WireName(HookedOperation operation) =>
        operation switch
        {
            HookedOperation.Create => "create",
            HookedOperation.Update => "update",
            _ => "delete",
        };

    private static Struct? Encode(PropertyMap? values) =>
        values is null ? null : PropertyEncoder.Encode(values, EncodeOptions.Everything);
}
