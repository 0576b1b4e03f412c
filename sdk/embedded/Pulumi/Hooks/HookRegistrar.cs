using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Registers hooks with the engine and answers its calls.</summary>
internal sealed class HookRegistrar(DeploymentContext deployment)
{
    public Task Register(ResourceHook hook) =>
        Track(
            hook.Name,
            (bytes, ct) => CallAsync(hook, bytes, ct),
            callback =>
                deployment.Monitor.RegisterResourceHookAsync(
                    new()
                    {
                        Name = hook.Name,
                        Callback = callback,
                        OnDryRun = hook.Options.OnDryRun ?? false,
                        IgnoreErrors = hook.Options.IgnoreErrors ?? false,
                    }
                )
        );

    public Task Register(ErrorHook hook) =>
        Track(
            hook.Name,
            (bytes, ct) => CallAsync(hook, bytes, ct),
            callback =>
                deployment.Monitor.RegisterErrorHookAsync(
                    new() { Name = hook.Name, Callback = callback }
                )
        );

    private Task Track(string name, CallbackFunction function, Func<Callback, Task> register)
    {
        var registration = RegisterAsync();
        deployment.Work.Track(registration);
        return registration;

        async Task RegisterAsync()
        {
            await deployment
                .Features.RequireAsync(Feature.ResourceHooks, $"the hook '{name}'")
                .ConfigureAwait(false);
            var callback = await deployment.Callbacks.AddAsync(function).ConfigureAwait(false);
            await register(callback).ConfigureAwait(false);
        }
    }

    private static async Task<IMessage> CallAsync(
        ResourceHook hook,
        ByteString bytes,
        CancellationToken cancellationToken
    )
    {
        var request = NestedMessage.Parse<ResourceHookRequest>(bytes);
        await hook.Callback(
                new(
                    request.Urn,
                    request.Id,
                    request.Name,
                    request.Type,
                    Read(request.NewInputs),
                    Read(request.OldInputs),
                    Read(request.NewOutputs),
                    Read(request.OldOutputs)
                ),
                cancellationToken
            )
            .ConfigureAwait(false);
        return new ResourceHookResponse();
    }

    private static async Task<IMessage> CallAsync(
        ErrorHook hook,
        ByteString bytes,
        CancellationToken cancellationToken
    )
    {
        var request = NestedMessage.Parse<ErrorHookRequest>(bytes);
        var args = new ErrorHookArgs(
            request.Urn,
            request.Id,
            request.Name,
            request.Type,
            Read(request.NewInputs),
            Read(request.OldInputs),
            Read(request.OldOutputs),
            request.FailedOperation,
            request.Errors
        );
        try
        {
            var retry = await hook.Callback(args, cancellationToken).ConfigureAwait(false);
            return new ErrorHookResponse { Retry = retry };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The engine shows this failure of the hook beside the failure of the step.
            return new ErrorHookResponse { Error = CallbackService.Describe(e) };
        }
    }

    private static ImmutableDictionary<string, object?>? Read(Struct? properties) =>
        properties is null
            ? null
            : PropertyDecoder
                .Decode(properties)
                .ToImmutableDictionary(p => p.Key, p => Read(p.Value));

    // A secret stays wrapped in an output, so that the program cannot mistake it for a plain value.
    private static object? Read(PropertyValue value)
    {
        var (plain, secret) = ValueConverter.Peek(value);
        return secret ? Output.CreateSecret(plain) : plain;
    }
}
