using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol;
using Infra.Protocol.Values;
using Pulumirpc;
using Status = Grpc.Core.Status;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>
/// What an exception is on the wire: a precondition the user can mend, a cancelled call, a half-made resource, or a bug with its stack.
/// </summary>
internal static class ErrorStatus
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The gRPC error for an exception.</summary>
    public static RpcException From(Exception exception) =>
        exception switch
        {
            InitFailedException e => InitFailed(e),
            HostException e => Failed(
                StatusCode.FailedPrecondition,
                ErrorCode.Append(e.Message, e.Code)
            ),
            InfraException => Failed(StatusCode.FailedPrecondition, exception.Message),
            IOException e when HostException.OfFullDisk(e) is { } full => From(full),
            LibvirtException e => Failed(
                StatusCode.FailedPrecondition,
                LibvirtErrorText.Describe(e)
            ),
            OperationCanceledException => Failed(
                StatusCode.Cancelled,
                "The operation was cancelled."
            ),
            _ => Failed(
                StatusCode.Internal,
                $"This is a bug in the nixhost provider; please report it.\n{exception}"
            ),
        };

    private static RpcException Failed(StatusCode code, string message) =>
        new(new Status(code, message), message);

    private static RpcException InitFailed(InitFailedException exception)
    {
        var options = EncodeOptions.Provider with { KeepUnknowns = false };
        var detail = new ErrorResourceInitFailed
        {
            Id = exception.State.Id,
            Properties = PropertyEncoder.Encode(exception.State.Outputs, options),
            Inputs = PropertyEncoder.Encode(exception.State.Inputs, options),
            Reasons = { exception.Reasons },
        };
        var trailers = new Metadata
        {
            { DetailsTrailer, Details(StatusCode.FailedPrecondition, exception.Message, detail) },
        };
        return new(
            new Status(StatusCode.FailedPrecondition, exception.Message),
            trailers,
            exception.Message
        );
    }

    /// <summary>A <c>google.rpc.Status</c>: code (1), message (2), details (3), written by hand because it is all of that package we need.</summary>
    private static byte[] Details(StatusCode code, string message, IMessage detail)
    {
        using var buffer = new MemoryStream();
        using var output = new CodedOutputStream(buffer);
        output.WriteTag(1, WireFormat.WireType.Varint);
        output.WriteInt32((int)code);
        output.WriteTag(2, WireFormat.WireType.LengthDelimited);
        output.WriteString(message);
        output.WriteTag(3, WireFormat.WireType.LengthDelimited);
        output.WriteMessage(Any.Pack(detail));
        output.Flush();
        return buffer.ToArray();
    }
}
