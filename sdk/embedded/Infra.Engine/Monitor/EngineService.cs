using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Events;
using Infra.Protocol.Naming;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Shows messages of programs and plugins to the user.</summary>
internal sealed class EngineService(EventPublisher events, Func<bool> isOver)
    : Pulumirpc.Engine.EngineBase
{
    private volatile string _root = "";

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        var severity = request.Severity switch
        {
            // After the end of the run, a program only complains about missing answers, whose reason has been reported.
            _ when isOver() => DiagnosticSeverity.Debug,
            LogSeverity.Debug => DiagnosticSeverity.Debug,
            LogSeverity.Info => DiagnosticSeverity.Info,
            LogSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Error,
        };
        events.Publish(
            new EngineEvent.Diagnostic(
                Urn.TryParse(request.Urn),
                severity,
                request.Message,
                request.Ephemeral,
                request.StreamId
            )
        );
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

    public override Task<Empty> StartDebugging(
        StartDebuggingRequest request,
        ServerCallContext context
    )
    {
        events.Diagnose(null, DiagnosticSeverity.Info, request.Message);
        return Task.FromResult(new Empty());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request,
        ServerCallContext context
    ) => Task.FromResult(new RequirePulumiVersionResponse());
}
