using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Engine.Languages.Dotnet;

/// <summary>A .NET program: a project that is built when its sources have changed, or a prebuilt binary.</summary>
internal sealed class DotnetProgram(
    DeploymentRequest request,
    EventPublisher events,
    Func<bool> isOver
) : IProgram
{
    private (string FileName, ImmutableArray<string> Arguments)? _binary;

    public async Task PrepareAsync(CancellationToken cancellationToken) =>
        _binary = await new DotnetBinary(request.Project, events).FindAsync(cancellationToken);

    public Task<ProgramResult> RunAsync(string address, CancellationToken cancellationToken)
    {
        var (fileName, arguments) =
            _binary ?? throw new InvalidOperationException("Prepare the program before it is run.");
        return ProgramProcess.RunAsync(
            new()
            {
                FileName = fileName,
                Arguments = arguments,
                WorkingDirectory = request.Project.ProgramDirectory,
                Environment = ProgramEnvironment.Of(request, address),
            },
            events,
            isOver,
            cancellationToken
        );
    }
}
