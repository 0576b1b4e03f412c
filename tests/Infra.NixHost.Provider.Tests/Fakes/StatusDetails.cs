using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>Reads what travels beside the message of a gRPC error.</summary>
internal static class StatusDetails
{
    /// <summary>The last detail of an error.</summary>
    public static T Of<T>(RpcException failure)
        where T : IMessage, new() =>
        Any
            .Parser.ParseFrom(
                LastField(failure.Trailers.GetValueBytes("grpc-status-details-bin") ?? [])
            )
            .Unpack<T>();

    /// <summary>The content of field 3, the last one, of a <c>google.rpc.Status</c>.</summary>
    private static byte[] LastField(byte[] status)
    {
        var input = new CodedInputStream(status);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (tag >> 3 == 3)
            {
                return input.ReadBytes().ToByteArray();
            }

            input.SkipLastField();
        }

        return [];
    }
}
