using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Foreign;
using Infra.Engine.Languages;
using Infra.Engine.Languages.Dotnet;
using Infra.Protocol;

namespace Infra.Engine.Runs;

/// <summary>Chooses how to run a program by its runtime.</summary>
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
