using Infra.Engine.Processes;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Plugins;

/// <summary>What the provider of the host says about it, for <c>about</c>: the first lines of <c>pulumi-resource-nixhost doctor</c>.</summary>
public static class HostFacts
{
    private const string Provider = "nixhost";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>The versions and the accelerator by name; empty when the project has no such provider, or it does not answer.</summary>
    public static async Task<IReadOnlyList<(string Name, string Value)>> ReadAsync(
        Project project,
        CancellationToken cancellationToken
    )
    {
        var isOwn = project.Plugins.Any(plugin => plugin.Name == Provider);
        if (!isOwn || new PluginLocator(project).TryFind(new(Provider)) is not { } location)
        {
            return [];
        }

        var lines = new List<string>();
        try
        {
            await using var process = ChildProcess.Start(
                new()
                {
                    FileName = location.Path,
                    Arguments = ["doctor"],
                    WorkingDirectory = project.ProgramDirectory,
                    OnOutput = lines.Add,
                }
            );
            await using var stopping = cancellationToken.Register(process.Kill);
            await process.Exited.WaitAsync(Longest, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or InfraException)
        {
            // A report about the machine names what it can; `doctor` itself says what is wrong.
        }

        return
        [
            .. lines
                .TakeWhile(line => line.Length > 0)
                .Select(line => line.Split("  ", 2, StringSplitOptions.TrimEntries))
                .Where(parts => parts.Length == 2)
                .Select(parts => (parts[0], parts[1])),
        ];
    }
}
