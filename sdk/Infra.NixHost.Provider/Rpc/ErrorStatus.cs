using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Pulumirpc;
using Status = Grpc.Core.Status;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>
/// Maps exceptions to gRPC errors: a precondition that the user can fix, a cancelled call, a partly created resource, or a bug.
/// </summary>
internal static class ErrorStatus
{
    /// <summary>The gRPC error for an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="inputs">The inputs of the resource, among which the property of a foreign error is found.</param>
    /// <param name="hide">Hides the secrets in a text.</param>
    public static RpcException From(
        Exception exception,
        PropertyMap inputs,
        Func<string, string> hide
    ) =>
        exception switch
        {
            InitFailedException e => InitFailed(e, hide),
            InputsException e => WrongInputs(e, hide),
            HostException e => Failed(
                StatusCode.FailedPrecondition,
                ErrorCode.Append(e.Message, e.Code),
                hide
            ),
            InfraException => Failed(StatusCode.FailedPrecondition, exception.Message, hide),
            _ when FileFailure.Of(exception) is { } told => From(told, inputs, hide),
            LibvirtException e => Failed(
                StatusCode.FailedPrecondition,
                LibvirtErrorText.Describe(e, inputs),
                hide
            ),
            OperationCanceledException => Failed(
                StatusCode.Cancelled,
                "The operation was cancelled.",
                hide
            ),
            _ => Failed(
                StatusCode.Internal,
                $"This is a bug in the nixhost provider; please report it.\n{exception}",
                hide
            ),
        };

    private static RpcException Failed(StatusCode code, string message, Func<string, string> hide)
    {
        // Cut later, a secret might lose the end by which it is found.
        var bounded = ErrorMessage.Bounded(hide(message));
        return new(new Status(code, bounded), bounded);
    }

    private static RpcException InitFailed(InitFailedException exception, Func<string, string> hide)
    {
        var options = EncodeOptions.Provider with { KeepUnknowns = false };
        var detail = new ErrorResourceInitFailed
        {
            Id = exception.State.Id,
            Properties = PropertyEncoder.Encode(exception.State.Outputs, options),
            Inputs = PropertyEncoder.Encode(exception.State.Inputs, options),
            Reasons = { exception.Reasons.Select(r => ErrorMessage.Bounded(hide(r))) },
        };
        return WithDetail(StatusCode.FailedPrecondition, hide(exception.Message), detail);
    }

    private static RpcException WrongInputs(InputsException exception, Func<string, string> hide)
    {
        var detail = new InputPropertiesError
        {
            Errors =
            {
                exception.Failures.Select(f => new InputPropertiesError.Types.PropertyError
                {
                    PropertyPath = f.Path,
                    Reason = ErrorMessage.Bounded(hide(f.Reason)),
                }),
            },
        };
        return WithDetail(StatusCode.InvalidArgument, hide(exception.Message), detail);
    }

    private static RpcException WithDetail(StatusCode code, string message, IMessage detail) =>
        new Google.Rpc.Status
        {
            Code = (int)code,
            Message = ErrorMessage.Bounded(message),
            Details = { Any.Pack(detail) },
        }.ToRpcException();
}
