using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Infra.NixHost.Testing.Running;

/// <summary>Takes the messages of a program.</summary>
internal sealed class StackLog(RunRecord record) : Engine.EngineBase
{
    private string _root = "";

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        if (request.Severity == LogSeverity.Error)
        {
            record.Add(request.Message);
        }
        else if (request.Severity == LogSeverity.Warning)
        {
            record.Warnings.Enqueue(request.Message);
        }

        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(
        GetRootResourceRequest request,
        ServerCallContext context
    ) => Task.FromResult(new GetRootResourceResponse { Urn = _root });

    public override Task<SetRootResourceResponse> SetRootResource(
        SetRootResourceRequest request,
        ServerCallContext context
    )
    {
        _root = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request,
        ServerCallContext context
    ) => Task.FromResult(new RequirePulumiVersionResponse());
}
