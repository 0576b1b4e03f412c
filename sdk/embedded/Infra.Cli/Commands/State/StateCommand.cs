namespace Infra.Cli.Commands.State;

/// <summary><c>state</c>: groups the commands that edit the state without touching resources.</summary>
internal sealed class StateCommand : CliCommand
{
    public StateCommand(CommandContext context)
        : base(context, "state", "Edit the state of a stack")
    {
        CliCommand[] commands =
        [
            new StateGetCommand(context),
            new StateDeleteCommand(context),
            new StateRenameCommand(context),
            new StateMoveCommand(context),
            .. StateFlagCommand.All(context),
            new StateRepairCommand(context),
            new StateRecoverCommand(context),
            new StateUpgradeCommand(context),
        ];
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }
    }
}
