using System.CommandLine;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack rename</c>: gives a stack another name; its resources get other urns and stay as they are.</summary>
internal sealed class StackRenameCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Argument<string?> _name;
    private readonly Option<string?> _stack;

    public StackRenameCommand(CommandContext context)
        : base("rename", "Give a stack another name; its resources stay as they are")
    {
        _context = context;
        _name = TakeOptionalArgument("name", "The new name, perhaps organization/PROJECT/STACK");
        _stack = TakeStack();
        Runs(RenameAsync);
    }

    private async Task RenameAsync(ParseResult parsed)
    {
        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        var renamed = access.Parse(parsed.GetValue(_name) ?? await AskAsync());
        if (renamed == stack)
        {
            throw new CommandException(
                ExitCode.Invocation,
                $"The stack is named '{stack.Name}' already."
            );
        }

        var backend = await access.BackendAsync();
        var cancellation = _context.Interruption.Graceful;
        await using var oldLock = await access.LockAsync(stack);
        await using var newLock = await access.LockAsync(renamed);
        RequireFreeSettings(access, stack, renamed);
        var isSelected = await access.SelectedAsync() == stack;
        await backend.RenameAsync(await backend.LoadAsync(stack, cancellation), renamed);
        MoveSettings(access, stack, renamed);
        access.Forget(stack, removeSettings: false);
        if (isSelected)
        {
            access.Select(renamed);
        }

        _context.Terminal.Out.WriteLine($"Renamed {stack.Name} to {renamed.Name}");
        if (!string.Equals(stack.Project, renamed.Project, StringComparison.Ordinal))
        {
            _context.Terminal.Out.WriteLine(
                $"The stack is of the project '{renamed.Project}' now: change the name in Pulumi.yaml to work on it, and the namespace '{stack.Project}:' in its configuration.",
                Tone.Warning
            );
        }
    }

    private static string SettingsOf(StackAccess access, StackReference stack) =>
        StackSettingsFile.PathFor(access.RequireProject(), stack.Name);

    // Settings that lie there already belong to something else, and may hold its secrets.
    private static void RequireFreeSettings(
        StackAccess access,
        StackReference stack,
        StackReference renamed
    )
    {
        var path = SettingsOf(access, renamed);
        if (!string.Equals(stack.Name, renamed.Name, StringComparison.Ordinal) && File.Exists(path))
        {
            throw new CommandException(
                ExitCode.Failure,
                $"There are settings in {path} already. Nothing was changed; move them away, or choose another name."
            );
        }
    }

    private static void MoveSettings(
        StackAccess access,
        StackReference stack,
        StackReference renamed
    )
    {
        if (File.Exists(SettingsOf(access, stack)))
        {
            File.Move(SettingsOf(access, stack), SettingsOf(access, renamed));
        }
    }

    private async Task<string> AskAsync()
    {
        var name = _context.IsInteractive
            ? await new Prompt(_context.Terminal, _context.Interruption).AskAsync("New name:")
            : null;
        return name?.Trim() is { Length: > 0 } text
            ? text
            : throw new CommandException(
                ExitCode.Invocation,
                $"stack rename needs the new name: {_context.ProgramName} stack rename NAME."
            );
    }
}
