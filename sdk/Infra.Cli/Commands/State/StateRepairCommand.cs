using Infra.Engine.State;

namespace Infra.Cli.Commands.State;

/// <summary><c>state repair</c>: makes an unsound state sound, as far as that is possible without inventing anything.</summary>
internal sealed class StateRepairCommand : CliCommand
{
    public StateRepairCommand(CommandContext context)
        : base(
            "repair",
            "Put the resources of a state in order and drop references to what is missing"
        )
    {
        var edit = new StateEdit(context, this);
        Runs(async parsed =>
        {
            // What is to be repaired cannot be sound yet.
            context.ChecksIntegrity = false;
            var isSaved = await edit.RunAsync(
                parsed,
                stored => Task.FromResult(Repair(context, stored.Snapshot))
            );
            context.Terminal.Out.WriteLine(
                isSaved ? "State repaired successfully" : "The state is sound; nothing was changed"
            );
        });
    }

    private static Snapshot? Repair(CommandContext context, Snapshot snapshot)
    {
        if (SnapshotIntegrity.FindFault(snapshot) is not { } fault)
        {
            return null;
        }

        context.Terminal.Out.WriteLine($"The state is unsound: {fault}.");
        var repaired = SnapshotRepair.Repair(snapshot);
        return SnapshotIntegrity.FindFault(repaired) is { } rest
            ? throw new CommandException(
                ExitCode.Failure,
                $"The state cannot be repaired automatically: {rest}. Nothing was changed. Mend it with '{context.ProgramName} state edit', or import a backup with '{context.ProgramName} stack import --file'."
            )
            : repaired;
    }
}
