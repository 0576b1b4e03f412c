using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Processes;
using Infra.Protocol;

namespace Infra.Engine.Languages;

/// <summary>A .NET program: a project that is built when its sources changed, or something built elsewhere.</summary>
internal sealed class DotnetProgram(DeploymentRequest request, EventPublisher events) : IProgram
{
    /// <summary>How a program ends that has told the user what went wrong.</summary>
    private const int ReportedExitCode = 32;

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
    private string? _binary;

    private string Dotnet =>
        request.Project.RuntimeOptions.GetValueOrDefault("use-executor", "dotnet");

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (request.Project.RuntimeOptions.TryGetValue("binary", out var prebuilt))
        {
            _binary = Path.GetFullPath(prebuilt, request.Project.ProgramDirectory);
            if (!File.Exists(_binary))
            {
                throw new InfraException(
                    $"The program {_binary} does not exist. Build it, or correct `runtime.options.binary` in "
                        + $"{request.Project.FilePath}."
                );
            }

            return;
        }

        _binary = await new DotnetBuild(request.Project, Dotnet, events).EnsureAsync(
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<ProgramResult> RunAsync(string address, CancellationToken cancellationToken)
    {
        var binary =
            _binary ?? throw new InvalidOperationException("Prepare the program before it is run.");
        await using var process = ChildProcess.Start(Command(binary, address));
        await using var stopping = cancellationToken.Register(() =>
            _ = process.StopAsync(StopGrace)
        );
        var exitCode = await process.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        return exitCode switch
        {
            0 => new(Succeeded: true),
            ReportedExitCode => new(Succeeded: false),
            _ => new(
                Succeeded: false,
                $"The program ended with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}."
            ),
        };
    }

    private ProcessCommand Command(string binary, string address)
    {
        var isAssembly = binary.EndsWith(".dll", StringComparison.Ordinal);
        ImmutableArray<string> arguments = isAssembly ? [binary] : [];
        return new()
        {
            FileName = isAssembly ? Dotnet : binary,
            Arguments = arguments,
            WorkingDirectory = request.Project.ProgramDirectory,
            Environment = ProgramEnvironment.Of(request, address),
            OnOutput = line => events.Publish(new EngineEvent.Stdout(line)),
            OnError = line => events.Diagnose(null, DiagnosticSeverity.Info, line),
        };
    }
}
