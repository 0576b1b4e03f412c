using System.CommandLine;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack rm</c>: removes a stack without resources, and its configuration.</summary>
internal sealed class StackRemoveCommand : CliCommand
{
    private readonly Argument<string?> _name;
    private readonly Option<bool> _force;
    private readonly Option<bool> _yes;
    private readonly Option<bool> _preserveConfig;
    private readonly Option<bool> _removeBackups;

    public StackRemoveCommand(CommandContext context)
        : base(context, "rm", "Remove an empty stack and its configuration")
    {
        Aliases.Add("remove");
        _name = TakeOptionalArgument("name", "The stack's name");
        _force = Take<bool>(
            "--force",
            "Remove the stack even if it has resources, which are then no longer tracked",
            "-f"
        );
        _yes = Take<bool>("--yes", "Do not ask", "-y");
        _preserveConfig = Take<bool>("--preserve-config", "Keep Pulumi.STACK.yaml");
        _removeBackups = Take<bool>("--remove-backups", "Also remove the backups");
        Runs(RemoveAsync);
    }

    private async Task RemoveAsync(ParseResult parsed)
    {
        var stack = await RequireStackAsync(parsed, parsed.GetValue(_name));
        await new NameConfirmation(Context).RequireAsync(
            parsed.GetValue(_yes),
            "stack rm",
            stack.Name,
            $"This will permanently remove the '{stack.Name}' stack!",
            "nothing was removed"
        );
        var backend = await Access.BackendAsync();
        await using var stackLock = await Access.LockAsync(stack);
        if (!parsed.GetValue(_force))
        {
            await RequireEmptyAsync(stack);
        }

        await backend.RemoveAsync(
            stack,
            parsed.GetValue(_removeBackups),
            Context.Interruption.Graceful
        );
        Access.Forget(stack, removeSettings: !parsed.GetValue(_preserveConfig));
        Context.Terminal.Out.WriteLine($"Stack '{stack.Name}' has been removed!");
    }

    private async Task RequireEmptyAsync(StackReference stack)
    {
        var stored = await Access.LoadAsync(stack);
        if (!stored.Snapshot.Resources.IsEmpty)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"'{stack.Name}' still has resources ({stored.Snapshot.Resources.Length}); removal rejected. "
                    + $"Delete them with '{Context.ProgramName} destroy', or pass --force to stop tracking them."
            );
        }
    }
}
