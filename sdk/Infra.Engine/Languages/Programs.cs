using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Languages.Clients;
using Infra.Engine.Languages.Dotnet;
using Infra.Engine.Languages.Node;
using Infra.Protocol;

namespace Infra.Engine.Languages;

/// <summary>Knows how programs of each runtime are run.</summary>
internal static class Programs
{
    /// <summary>The program of a request.</summary>
    public static IProgram Of(DeploymentRequest request, EventPublisher events) =>
        request.Project.Runtime switch
        {
            "dotnet" => new DotnetProgram(request, events),
            "nodejs" => new NodeProgram(request, events),
            "client" => new ClientProgram(request),
            var runtime => throw new InfraException(
                $"The runtime '{runtime}' in {request.Project.FilePath} is not supported by this engine: use 'dotnet' or "
                    + "'nodejs', or the pulumi CLI for this stack."
            ),
        };
}
