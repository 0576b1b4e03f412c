namespace Infra.Cli.Commands.Information;

/// <summary><c>cancel</c>: removes the locks of a stack. It does not stop a run that holds one.</summary>
internal sealed class CancelCommand : CliCommand
{
    public CancelCommand(CommandContext context)
        : base(context, "cancel", "Remove the locks of a killed run from a stack")
    {
        var name = TakeOptionalArgument("name", "The stack's name");
        TakeStack();
        var yes = Take<bool>("--yes", "Do not ask", "-y");
        Runs(async parsed =>
        {
            var reference = await RequireStackAsync(parsed, parsed.GetValue(name));
            await new NameConfirmation(context).RequireAsync(
                parsed.GetValue(yes),
                "cancel",
                reference.Name,
                "This removes the locks of the stack. If an update is still running, the state may be corrupted.",
                "no lock was removed"
            );
            var backend = await Access.BackendAsync();
            var owners = await backend.CancelAsync(reference, context.Interruption.Graceful);
            foreach (var owner in owners)
            {
                context.Terminal.Out.WriteLine(
                    $"Removed the lock of {owner?.ToString() ?? "an unknown owner"}."
                );
            }

            context.Terminal.Out.WriteLine(
                owners.IsEmpty
                    ? $"The stack '{reference.Name}' is not locked."
                    : $"The currently running update for '{reference.Name}' has been canceled!"
            );
        });
    }
}
