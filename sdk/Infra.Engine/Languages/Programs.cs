using Infra.Engine.Deployment;
using Infra.Engine.Events;
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
            var runtime => throw new InfraException(
                $"The runtime '{runtime}' in {request.Project.FilePath} is not supported by this engine: use 'dotnet', "
                    + "or the pulumi CLI for this stack."
            ),
        };
}
