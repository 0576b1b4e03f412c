using System.CommandLine;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack rm</c>: removes a stack whose resources are gone, with its configuration.</summary>
internal sealed class StackRemoveCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Argument<string?> _name;
    private readonly Option<string?> _stack;
    private readonly Option<bool> _force;
    private readonly Option<bool> _yes;
    private readonly Option<bool> _preserveConfig;
    private readonly Option<bool> _removeBackups;

    public StackRemoveCommand(CommandContext context)
        : base("rm", "Remove a stack without resources, and its configuration")
    {
        _context = context;
        Aliases.Add("remove");
        _name = TakeOptionalArgument("name", "The stack's name");
        _stack = TakeStack();
        _force = Take<bool>(
            "--force",
            "Remove it although it has resources, which then nobody tracks",
            "-f"
        );
        _yes = Take<bool>("--yes", "Do not ask", "-y");
        _preserveConfig = Take<bool>("--preserve-config", "Keep Pulumi.STACK.yaml");
        _removeBackups = Take<bool>("--remove-backups", "Remove the backups, too");
        Runs(RemoveAsync);
    }

    private async Task RemoveAsync(ParseResult parsed)
    {
        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(
            parsed.GetValue(_name) ?? parsed.GetValue(_stack),
            offersCreation: false
        );
        await ConfirmAsync(stack, parsed.GetValue(_yes));
        var backend = await access.BackendAsync();
        await using var stackLock = await access.LockAsync(stack);
        if (!parsed.GetValue(_force))
        {
            await RequireEmptyAsync(backend, stack);
        }

        await backend.RemoveAsync(
            stack,
            parsed.GetValue(_removeBackups),
            _context.Interruption.Graceful
        );
        access.Forget(stack, removeSettings: !parsed.GetValue(_preserveConfig));
        _context.Terminal.Out.WriteLine($"Stack '{stack.Name}' has been removed!");
    }

    private async Task RequireEmptyAsync(DiyBackend backend, StackReference stack)
    {
        var stored = await backend.LoadAsync(stack, _context.Interruption.Graceful);
        if (!stored.Snapshot.Resources.IsEmpty)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"'{stack.Name}' still has resources ({stored.Snapshot.Resources.Length}); removal rejected. "
                    + $"Delete them with '{_context.ProgramName} destroy', or pass --force to lose track of them."
            );
        }
    }

    private async Task ConfirmAsync(StackReference stack, bool isSure)
    {
        if (isSure)
        {
            return;
        }

        if (!_context.IsInteractive)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "stack rm needs a confirmation: pass --yes where nobody can be asked."
            );
        }

        _context.Terminal.Out.WriteLine(
            $"This will permanently remove the '{stack.Name}' stack!",
            Tone.Warning
        );
        var answer = await new Prompt(_context.Terminal, _context.Interruption).AskAsync(
            $"Please confirm that this is what you'd like to do by typing `{stack.Name}`:"
        );
        if (!string.Equals(answer?.Trim(), stack.Name, StringComparison.Ordinal))
        {
            throw new CommandException(
                ExitCode.Failure,
                "confirmation declined: nothing was removed"
            );
        }
    }
}
