using System.CommandLine;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.State;

namespace Infra.Cli.Commands.State;

/// <summary>One change of a state by hand: under the stack's lock, after a confirmation, all or nothing.</summary>
internal sealed class StateEdit
{
    private readonly CommandContext _context;
    private readonly Option<string?> _stack;
    private readonly Option<bool> _yes;

    /// <summary>Adds the options that all these commands share.</summary>
    public StateEdit(CommandContext context, Command command)
    {
        _context = context;
        _stack = StackOption.Create();
        _yes = new("--yes", "-y") { Description = "Do not ask" };
        command.Options.Add(_stack);
        command.Options.Add(_yes);
    }

    /// <summary>Loads the stack, lets it be changed, and saves it if the user agrees.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="change">Gives the new state, or <c>null</c> when there is nothing to do.</param>
    /// <returns>Whether something was saved.</returns>
    public async Task<bool> RunAsync(ParseResult parsed, Func<StoredStack, Task<Snapshot?>> change)
    {
        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        var backend = await access.BackendAsync();
        var cancellation = _context.Interruption.Graceful;
        await using var stackLock = await access.LockAsync(stack);
        var stored = await backend.LoadAsync(stack, cancellation);
        if (await change(stored) is not { } snapshot)
        {
            return false;
        }

        await ConfirmAsync(parsed);
        await backend.SaveAsync(stored, snapshot);
        return true;
    }

    // As with Pulumi, where nobody can be asked the command itself is the answer.
    private async Task ConfirmAsync(ParseResult parsed)
    {
        if (parsed.GetValue(_yes) || !_context.IsInteractive)
        {
            return;
        }

        _context.Terminal.Out.WriteLine(
            "This edits the stack's state directly; no resource is touched.",
            Tone.Warning
        );
        var answer = await new Prompt(_context.Terminal, _context.Interruption).ChooseAsync(
            "Do you want to go on?",
            ["yes", "no"],
            "no"
        );
        if (answer != "yes")
        {
            throw new CommandException(
                ExitCode.Failure,
                "confirmation declined: the state was not changed"
            );
        }
    }
}
