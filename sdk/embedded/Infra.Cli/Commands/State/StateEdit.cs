using System.CommandLine;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.State;

namespace Infra.Cli.Commands.State;

/// <summary>One edit of a state: locked, confirmed and atomic.</summary>
internal sealed class StateEdit
{
    private readonly CommandContext _context;
    private readonly Option<string?> _stack;
    private readonly Option<bool> _yes;

    /// <summary>Adds the common options of these commands.</summary>
    /// <param name="stack">The option that names the stack; by default <c>--stack</c>.</param>
    public StateEdit(CommandContext context, Command command, Option<string?>? stack = null)
    {
        _context = context;
        _stack = stack ?? NewOption.Stack();
        _yes = new("--yes", "-y") { Description = "Do not ask" };
        if (stack is null)
        {
            command.Options.Add(_stack);
        }

        command.Options.Add(_yes);
    }

    /// <summary>Loads the stack, changes it, and saves it after a confirmation.</summary>
    /// <param name="change">Returns the new state, or <c>null</c> when nothing changes.</param>
    /// <returns>Whether the state was saved.</returns>
    public Task<bool> RunAsync(ParseResult parsed, Func<StoredStack, Task<Snapshot?>> change) =>
        RunLockedAsync(
            parsed,
            async (access, stack) =>
            {
                var stored = await access.LoadAsync(stack);
                if (await change(stored) is not { } snapshot)
                {
                    return false;
                }

                await ConfirmAsync(parsed);
                await (await access.BackendAsync()).SaveAsync(stored, snapshot);
                return true;
            }
        );

    /// <summary>Does something with a stack under its lock.</summary>
    public async Task<bool> RunLockedAsync(
        ParseResult parsed,
        Func<StackAccess, StackReference, Task<bool>> run
    )
    {
        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        await using var stackLock = await access.LockAsync(stack);
        return await run(access, stack);
    }

    /// <summary>Asks, unless the command is not interactive: as with Pulumi, it then needs no confirmation.</summary>
    public async Task ConfirmAsync(ParseResult parsed)
    {
        if (parsed.GetValue(_yes) || !_context.IsInteractive)
        {
            return;
        }

        _context.Terminal.Out.WriteLine(
            "This edits the state directly, without touching resources.",
            Tone.Warning
        );
        var answer = await new Prompt(_context.Terminal, _context.Interruption).ChooseAsync(
            "Do you want to continue?",
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
