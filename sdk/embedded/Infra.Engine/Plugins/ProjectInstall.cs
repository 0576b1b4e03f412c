using System.Collections.Immutable;
using Infra.Engine.Processes;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Plugins;

/// <summary>Gets what a project needs before it can run: <c>install</c>.</summary>
public static class ProjectInstall
{
    private static readonly ImmutableDictionary<string, string> LockFiles = ImmutableDictionary<
        string,
        string
    >
        .Empty.Add("yarn.lock", "yarn")
        .Add("pnpm-lock.yaml", "pnpm")
        .Add("bun.lock", "bun");

    /// <summary>Finds the plugins that the project names.</summary>
    /// <returns>Their names and where they are.</returns>
    /// <exception cref="InfraException">A plugin is missing; the message says where it should be.</exception>
    public static ImmutableArray<(string Name, string Path)> RequirePlugins(Project project)
    {
        var locator = new PluginLocator(project);
        return
        [
            .. project.Plugins.Select(p =>
                (p.Name, locator.Find(new(p.Name, p.Version ?? "")).Path)
            ),
        ];
    }

    /// <summary>Restores the packages of the program with the package manager of its language.</summary>
    /// <param name="log">Receives the package manager's output.</param>
    /// <returns>The command that was run, or <c>null</c> where there is nothing to restore.</returns>
    /// <exception cref="InfraException">The package manager is missing or failed, or the runtime is unknown.</exception>
    public static async Task<string?> RestoreAsync(
        Project project,
        Action<string> log,
        CancellationToken cancellationToken
    )
    {
        if (CommandOf(project) is not { } command)
        {
            return null;
        }

        var text = string.Join(' ', command);
        await using var process = ChildProcess.Start(
            new()
            {
                FileName = command[0],
                Arguments = command[1..],
                WorkingDirectory = project.ProgramDirectory,
                OnOutput = log,
                OnError = log,
            }
        );
        await using var stopping = cancellationToken.Register(process.Kill);
        var exitCode = await process.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        return exitCode == 0
            ? text
            : throw new InfraException(
                $"'{text}' in {project.ProgramDirectory} ended with exit code {exitCode}; what it wrote is above."
            );
    }

    private static ImmutableArray<string>? CommandOf(Project project) =>
        project.Runtime switch
        {
            "dotnet" when project.RuntimeOptions.ContainsKey("binary") => null,
            "dotnet" =>
            [
                project.RuntimeOptions.GetValueOrDefault("use-executor", "dotnet"),
                "restore",
            ],
            "nodejs" => [NodeManager(project), "install"],
            "client" => null,
            var runtime => throw new InfraException(
                $"The embedded engine does not know how to install the dependencies of the runtime '{runtime}'; it knows dotnet and nodejs. Use the tools of that language, or the Pulumi CLI."
            ),
        };

    private static string NodeManager(Project project) =>
        project.RuntimeOptions.GetValueOrDefault("packagemanager")
        ?? LockFiles
            .Where(file => File.Exists(Path.Combine(project.ProgramDirectory, file.Key)))
            .Select(file => file.Value)
            .FirstOrDefault("npm");
}
