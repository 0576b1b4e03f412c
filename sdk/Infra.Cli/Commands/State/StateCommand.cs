using Infra.Cli.Parsing;

namespace Infra.Cli.Commands.State;

/// <summary><c>state</c>: the commands that change a state by hand, and no resource.</summary>
internal sealed class StateCommand : CliCommand
{
    public StateCommand(CommandContext context)
        : base("state", "Edit the state of a stack by hand")
    {
        CliCommand[] commands =
        [
            new StateDeleteCommand(context),
            new StateRenameCommand(context),
            .. StateFlagCommand.All(context),
            new StateEditCommand(context),
            new StateRepairCommand(context),
            new StateUpgradeCommand(context),
        ];
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }

        foreach (var command in LeftOut.InState(context.ProgramName))
        {
            Subcommands.Add(command);
        }
    }
}
