using System.CommandLine;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack rename</c>: renames a stack. Its resources get new URNs and do not change otherwise.</summary>
internal sealed class StackRenameCommand : CliCommand
{
    private readonly Argument<string?> _name;

    public StackRenameCommand(CommandContext context)
        : base(context, "rename", "Rename a stack without touching its resources")
    {
        _name = TakeOptionalArgument("name", "The new name, or organization/PROJECT/STACK");
        Runs(RenameAsync);
    }

    private async Task RenameAsync(ParseResult parsed)
    {
        var stack = await RequireStackAsync(parsed);
        var renamed = Access.Parse(parsed.GetValue(_name) ?? await AskAsync());
        if (renamed == stack)
        {
            throw CommandException.Usage($"The stack is already named '{stack.Name}'.");
        }

        var backend = await Access.BackendAsync();
        await using var oldLock = await Access.LockAsync(stack);
        await using var newLock = await Access.LockAsync(renamed);
        RequireFreeSettings(stack, renamed);
        var isSelected = await Access.SelectedAsync() == stack;
        await backend.RenameAsync(await Access.LoadAsync(stack), renamed);
        MoveSettings(stack, renamed);
        Access.Forget(stack, removeSettings: false);
        if (isSelected)
        {
            Access.Select(renamed);
        }

        Context.Terminal.Out.WriteLine($"Renamed {stack.Name} to {renamed.Name}");
        if (stack.Project != renamed.Project)
        {
            Context.Terminal.Out.WriteLine(
                $"The stack now belongs to the project '{renamed.Project}'. To work on it, change the name in Pulumi.yaml and the namespace '{stack.Project}:' in the stack's configuration.",
                Tone.Warning
            );
        }
    }

    private string SettingsOf(StackReference stack) =>
        StackSettingsFile.PathFor(Access.RequireProject(), stack.Name);

    // Existing settings under the new name may hold the secrets of another stack.
    private void RequireFreeSettings(StackReference stack, StackReference renamed)
    {
        var path = SettingsOf(renamed);
        if (stack.Name != renamed.Name && File.Exists(path))
        {
            throw new CommandException(
                ExitCode.Failure,
                $"The settings file {path} already exists. Nothing was changed: move the file away, or choose another name."
            );
        }
    }

    private void MoveSettings(StackReference stack, StackReference renamed)
    {
        if (File.Exists(SettingsOf(stack)))
        {
            File.Move(SettingsOf(stack), SettingsOf(renamed));
        }
    }

    private async Task<string> AskAsync()
    {
        var name = Context.IsInteractive
            ? await new Prompt(Context.Terminal, Context.Interruption).AskAsync("New name:")
            : null;
        return name?.Trim() is { Length: > 0 } text
            ? text
            : throw CommandException.Usage(
                $"stack rename needs a new name: {Context.ProgramName} stack rename NAME."
            );
    }
}
