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
    /// <param name="events">Shows the program's output.</param>
    /// <param name="isOver">Whether the run has failed.</param>
    public static IProgram Of(
        DeploymentRequest request,
        EventPublisher events,
        Func<bool> isOver
    ) =>
        request.Project.Runtime switch
        {
            "dotnet" => new DotnetProgram(request, events, isOver),
            "nodejs" => new NodeProgram(request, events, isOver),
            "client" => new ClientProgram(request),
            var runtime => throw new InfraException(
                $"The runtime '{runtime}' in {request.Project.FilePath} is not supported by this engine: use 'dotnet' or "
                    + "'nodejs', or the pulumi CLI for this stack."
            ),
        };
}
