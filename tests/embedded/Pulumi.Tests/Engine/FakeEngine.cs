using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Tests.Engine;

/// <summary>Records the messages of a program.</summary>
internal sealed class FakeEngine(CallLog calls) : Pulumirpc.Engine.EngineBase
{
    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        calls.Add(request);
        return Task.FromResult(new Empty());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(new RequirePulumiVersionResponse());
    }
}
