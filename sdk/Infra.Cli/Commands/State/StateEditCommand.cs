using System.CommandLine;
using System.Text;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Display.Diffs;
using Infra.Cli.Processes;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Protocol;

namespace Infra.Cli.Commands.State;

/// <summary><c>state edit</c>: opens the state as JSON in the user's editor. Secrets stay encrypted.</summary>
internal sealed class StateEditCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Option<string?> _stack;
    private readonly Option<bool> _yes;

    public StateEditCommand(CommandContext context)
        : base("edit", "Edit the state as JSON in the editor that EDITOR names")
    {
        _context = context;
        _stack = TakeStack();
        _yes = Take<bool>("--yes", "Do not ask", "-y");
        Runs(EditAsync);
    }

    private async Task EditAsync(ParseResult parsed)
    {
        var editor =
            _context.Variable("EDITOR")
            ?? throw new CommandException(
                ExitCode.Invocation,
                $"state edit needs an editor: set EDITOR, or use '{_context.ProgramName} stack export' and '{_context.ProgramName} stack import'."
            );
        var isSure = parsed.GetValue(_yes);
        if (!isSure && !_context.IsInteractive)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "state edit needs a confirmation: pass --yes where nobody can be asked."
            );
        }

        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        var backend = await access.BackendAsync();
        var cancellation = _context.Interruption.Graceful;
        await using var stackLock = await access.LockAsync(stack);
        var stored = await LoadAsync(stack);
        var folder = Directory.CreateTempSubdirectory("infra-state-");
        try
        {
            var path = Path.Combine(folder.FullName, $"{stack.Name}.json");
            var isSaved = await new Session(_context, backend, stored, editor, path).RunAsync(
                isSure
            );
            _context.Terminal.Out.WriteLine(isSaved ? "State edited" : "Nothing was changed");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What is to be mended may well be unsound; what comes out of it is checked.
    private async Task<StoredStack> LoadAsync(StackReference stack)
    {
        var isChecked = _context.ChecksIntegrity;
        _context.ChecksIntegrity = false;
        var backend = await new StackAccess(_context).BackendAsync();
        _context.ChecksIntegrity = isChecked;
        return await backend.LoadAsync(stack, _context.Interruption.Graceful);
    }

    /// <summary>Editing again and again until the result is taken or given up.</summary>
    private sealed class Session(
        CommandContext context,
        DiyBackend backend,
        StoredStack stored,
        string editor,
        string path
    )
    {
        private readonly string _before = Encoding.UTF8.GetString(
            DiyBackend.Export(stored, showSecrets: false)
        );

        public async Task<bool> RunAsync(bool isSure)
        {
            await WriteAsync();
            while (true)
            {
                await Editor.OpenAsync(editor, path, context.Interruption.Graceful);
                var after = await File.ReadAllTextAsync(path, context.Interruption.Graceful);
                if (string.Equals(after, _before, StringComparison.Ordinal))
                {
                    return false;
                }

                context.Terminal.Out.WriteLines(TextDiff.Lines(_before, after));
                try
                {
                    if (isSure || await AsksAsync("Save this state?", "save") == "save")
                    {
                        await backend.ImportAsync(stored, Encoding.UTF8.GetBytes(after), false);
                        return true;
                    }
                }
                catch (InfraException e) when (!isSure && e is not CommandException)
                {
                    context.Terminal.Error.WriteLine(e.Message, Tone.Error);
                    await AsksAsync("The state cannot be saved like this. What now?", null);
                }
            }
        }

        private async Task<string> AsksAsync(string question, string? save)
        {
            string[] answers = ["edit", "reset", "cancel"];
            var answer = await new Prompt(context.Terminal, context.Interruption).ChooseAsync(
                question,
                save is null ? answers : [save, .. answers],
                "edit"
            );
            switch (answer)
            {
                case "cancel":
                    throw new CommandException(
                        ExitCode.Failure,
                        "edit given up: the state was not changed"
                    );
                case "reset":
                    await WriteAsync();
                    break;
            }

            return answer;
        }

        private Task WriteAsync() => File.WriteAllTextAsync(path, _before);
    }
}
