using Infra.Engine.Events;
using Infra.Engine.Languages.Dotnet;
using Infra.Engine.Processes;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Foreign;

/// <summary>A plugin in source form, run by its language as a program is.</summary>
internal sealed class SourcePlugin(Project plugin, EventPublisher events)
{
    /// <summary>The command that starts the plugin; compiles it first when its language needs that.</summary>
    /// <param name="command">The environment, the directory and the arguments that any plugin gets.</param>
    public async Task<ProcessCommand> CommandAsync(
        ProcessCommand command,
        CancellationToken cancellationToken
    ) =>
        plugin.Runtime switch
        {
            "nodejs" => Node(command),
            "dotnet" => await DotnetAsync(command, cancellationToken),
            var runtime => throw new InfraException(
                $"The plugin '{plugin.Name}' is in source form for the runtime '{runtime}' ({plugin.FilePath}), which this "
                    + "engine does not have: it has 'dotnet' and 'nodejs'. Build it into a program named "
                    + $"pulumi-resource-{plugin.Name} in that directory."
            ),
        };

    private ProcessCommand Node(ProcessCommand command)
    {
        var runtime = new NodeRuntime(plugin.RuntimeOptions, plugin.RootDirectory);
        var runner = runtime.Locate("cmd/run-plugin");
        return command with
        {
            FileName = NodeRuntime.Program,
            Arguments = [.. runtime.Arguments, runner, plugin.RootDirectory, .. command.Arguments],
            Environment = command.Environment.SetItems(runtime.Environment),
        };
    }

    private async Task<ProcessCommand> DotnetAsync(
        ProcessCommand command,
        CancellationToken cancellationToken
    )
    {
        var binary = await new DotnetBinary(plugin, events).FindAsync(cancellationToken);
        return command with
        {
            FileName = binary.FileName,
            Arguments = [.. binary.Arguments, .. command.Arguments],
        };
    }
}
