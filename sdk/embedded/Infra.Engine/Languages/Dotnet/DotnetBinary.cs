using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Languages.Dotnet;

/// <summary>Finds what to run of a .NET project or plugin: the <c>binary</c> of its options, or its build's output.</summary>
internal sealed class DotnetBinary(Project project, EventPublisher events)
{
    private string Dotnet => project.RuntimeOptions.GetValueOrDefault("use-executor", "dotnet");

    /// <summary>The program and its leading arguments; throws with the compiler's errors, or when the file is missing.</summary>
    public async Task<(string FileName, ImmutableArray<string> Arguments)> FindAsync(
        CancellationToken cancellationToken
    )
    {
        var binary =
            Prebuilt()
            ?? await new DotnetBuild(project, Dotnet, events).EnsureAsync(cancellationToken);
        return binary.EndsWith(".dll", StringComparison.Ordinal)
            ? (Dotnet, [binary])
            : (binary, []);
    }

    private string? Prebuilt()
    {
        if (!project.RuntimeOptions.TryGetValue("binary", out var option))
        {
            return null;
        }

        var path = Path.GetFullPath(option, project.ProgramDirectory);
        return File.Exists(path)
            ? path
            : throw new InfraException(
                $"The program {path} does not exist. Build it, or correct `runtime.options.binary` in {project.FilePath}."
            );
    }
}
