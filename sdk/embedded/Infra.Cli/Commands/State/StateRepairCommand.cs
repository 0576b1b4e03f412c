using Infra.Engine.State;

namespace Infra.Cli.Commands.State;

/// <summary><c>state repair</c>: makes an invalid state valid by reordering resources and removing dangling references.</summary>
internal sealed class StateRepairCommand : CliCommand
{
    public StateRepairCommand(CommandContext context)
        : base(
            context,
            "repair",
            "Repair an invalid state: order its resources and remove dangling references"
        )
    {
        var edit = new StateEdit(context, this);
        Runs(async parsed =>
        {
            // The integrity check would refuse the state that is to be repaired.
            context.ChecksIntegrity = false;
            var isSaved = await edit.RunAsync(
                parsed,
                stored => Task.FromResult(Repair(context, stored.Snapshot))
            );
            context.Terminal.Out.WriteLine(
                isSaved ? "State repaired successfully" : "The state is valid; nothing was changed"
            );
        });
    }

    private static Snapshot? Repair(CommandContext context, Snapshot snapshot)
    {
        if (SnapshotIntegrity.FindFault(snapshot) is not { } fault)
        {
            return null;
        }

        context.Terminal.Out.WriteLine($"The state is invalid: {fault}.");
        var repaired = SnapshotRepair.Repair(snapshot);
        return SnapshotIntegrity.FindFault(repaired) is { } rest
            ? throw new CommandException(
                ExitCode.Failure,
                $"The state cannot be repaired automatically: {rest}. Nothing was changed. Edit what '{context.ProgramName} stack export' writes, or take a backup, and import it with '{context.ProgramName} stack import --file'."
            )
            : repaired;
    }
}
