using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Infra.Engine.Events;
using Infra.Engine.Processes;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Languages.Dotnet;

/// <summary>Builds a program's project when one of its sources has changed since the last build.</summary>
internal sealed class DotnetBuild(Project project, string dotnet, EventPublisher events)
{
    /// <summary>The up-to-date program; throws with the compiler's errors.</summary>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var projectFile = FindProject();
        var stampFile = Path.Combine(
            project.RootDirectory,
            ".cache",
            Path.GetFileName(projectFile) + ".stamp.json"
        );
        if (
            BuildStamp.TryRead(stampFile) is { } stamp
            && stamp.IsFor(projectFile)
            && stamp.IsCurrent()
        )
        {
            return stamp.Target;
        }

        events.Publish(
            new EngineEvent.Diagnostic(
                null,
                DiagnosticSeverity.Info,
                $"building {Path.GetFileName(projectFile)}",
                IsEphemeral: true,
                StreamId: 0
            )
        );
        var answer = JsonNode.Parse(await BuildAsync(projectFile, cancellationToken));
        var target =
            (string?)answer?["Properties"]?["TargetPath"]
            ?? throw new InfraException(
                $"The build of {projectFile} does not say what it built. Run 'dotnet build' there."
            );
        BuildStamp.Of(projectFile, target, References(answer)).Write(stampFile);
        return target;
    }

    private string FindProject()
    {
        if (project.Main is { } main && main.EndsWith("proj", StringComparison.Ordinal))
        {
            return Path.GetFullPath(main, project.RootDirectory);
        }

        var directory = project.ProgramDirectory;
        var found = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.*proj") : [];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new InfraException(
                $"There is no project file in {directory}. Create one with `dotnet new`, or correct `main` in {project.FilePath}."
            ),
            _ => throw new InfraException(
                $"There are {found.Length} project files in {directory}: name the program's in `main` of {project.FilePath}."
            ),
        };
    }

    private async Task<string> BuildAsync(string projectFile, CancellationToken cancellationToken)
    {
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        await using var process = ChildProcess.Start(
            new()
            {
                FileName = dotnet,
                Arguments = Arguments(projectFile),
                // The path of a file has a directory.
                WorkingDirectory = Path.GetDirectoryName(projectFile) ?? "/",
                OnOutput = line => output.AppendLine(line),
                OnError = line => errors.AppendLine(line),
            }
        );
        await using var stopping = cancellationToken.Register(process.Kill);
        var exitCode = await process.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        return exitCode == 0
            ? output.ToString()
            : throw new InfraException(
                $"{projectFile} does not build:\n{(errors.Length > 0 ? errors : output).ToString().TrimEnd()}"
            );
    }

    // MSBuild writes only JSON to its standard output, and errors to standard error, when it is asked for items or properties.
    private static ImmutableArray<string> Arguments(string projectFile) =>
        [
            "build",
            projectFile,
            "-nologo",
            "-t:Build",
            "-getProperty:TargetPath",
            "-getProperty:MSBuildProjectFullPath",
            "-getItem:ReferencePath",
        ];

    private static ImmutableArray<string> References(JsonNode? answer) =>
        [
            .. (answer?["Items"]?["ReferencePath"] as JsonArray ?? [])
                .Where(item => (string?)item?["ReferenceSourceTarget"] == "ProjectReference")
                .Select(item => (string?)item?["MSBuildSourceProjectFile"])
                .OfType<string>()
                .Distinct(),
        ];
}
