using Infra.Cli.Commands.Stacks;
using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Information;

/// <summary><c>cancel</c>: removes the locks of a stack. Does not stop a run that holds one.</summary>
internal sealed class CancelCommand : CliCommand
{
    public CancelCommand(CommandContext context)
        : base("cancel", "Remove the locks that a killed run left on a stack")
    {
        var name = TakeOptionalArgument("name", "The stack's name");
        var stack = TakeStack();
        var yes = Take<bool>("--yes", "Do not ask", "-y");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var reference = await access.RequireAsync(
                parsed.GetValue(name) ?? parsed.GetValue(stack),
                false
            );
            await ConfirmAsync(context, reference.Name, parsed.GetValue(yes));
            var backend = await access.BackendAsync();
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

    private static async Task ConfirmAsync(CommandContext context, string stack, bool isSure)
    {
        if (isSure)
        {
            return;
        }

        if (!context.IsInteractive)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "cancel needs a confirmation: pass --yes where nobody can be asked."
            );
        }

        context.Terminal.Out.WriteLine(
            "This removes the locks of the stack. If a run still works on it, two runs may spoil its state.",
            Tone.Warning
        );
        var answer = await new Prompt(context.Terminal, context.Interruption).AskAsync(
            $"Please confirm by typing `{stack}`:"
        );
        if (!string.Equals(answer?.Trim(), stack, StringComparison.Ordinal))
        {
            throw new CommandException(ExitCode.Failure, "confirmation declined: the locks stay");
        }
    }
}
