using System.CommandLine;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack</c>: shows the selected stack, and groups the commands about stacks.</summary>
internal sealed class StackCommand : StackGetCommand
{
    public StackCommand(CommandContext context)
        : base(context, "stack", "Show the selected stack and manage stacks")
    {
        TakeStack(isRecursive: true);
        Command[] commands =
        [
            new StackInitCommand(context),
            new StackSelectCommand(context),
            new StackListCommand(context),
            new StackGetCommand(context),
            new StackRemoveCommand(context),
            new StackOutputCommand(context),
            new StackExportCommand(context),
            new StackImportCommand(context),
            new StackHistoryCommand(context),
            new StackGraphCommand(context),
            new StackRenameCommand(context),
            new StackTagCommand(context),
            new StackUnselectCommand(context),
            new StackChangeSecretsProviderCommand(context),
        ];
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }
    }
}
