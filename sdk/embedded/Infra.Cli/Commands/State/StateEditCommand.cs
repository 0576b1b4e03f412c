using System.CommandLine;
using System.Text;
using Infra.Cli.Display.Diffs;
using Infra.Cli.Processes;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Cli.Commands.State;

/// <summary><c>state edit</c>: opens the state as JSON in an editor. Secrets stay encrypted.</summary>
internal sealed class StateEditCommand : CliCommand
{
    private readonly Option<bool> _yes;

    public StateEditCommand(CommandContext context)
        : base(context, "edit", "Edit the state as JSON in EDITOR")
    {
        TakeStack();
        _yes = Take<bool>("--yes", "Do not ask", "-y");
        Runs(EditAsync);
    }

    private async Task EditAsync(ParseResult parsed)
    {
        var editor =
            Context.Variable("EDITOR")
            ?? throw new CommandException(
                ExitCode.Invocation,
                $"state edit needs an editor: set the variable EDITOR, or use '{Context.ProgramName} stack export' and '{Context.ProgramName} stack import'."
            );
        var isSure = parsed.GetValue(_yes);
        if (!isSure && !Context.IsInteractive)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "state edit needs a confirmation: pass --yes in non-interactive mode."
            );
        }

        var stack = await RequireStackAsync(parsed);
        var backend = await Access.BackendAsync();
        await using var stackLock = await Access.LockAsync(stack);
        var stored = await LoadAsync(stack);
        var folder = Directory.CreateTempSubdirectory("infra-state-");
        try
        {
            var path = Path.Combine(folder.FullName, $"{stack.Name}.json");
            var isSaved = await new Session(Context, backend, stored, editor, path).RunAsync(
                isSure
            );
            Context.Terminal.Out.WriteLine(isSaved ? "State edited" : "Nothing was changed");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The integrity check is off for loading, because the state may need the edit to be valid.
    private async Task<StoredStack> LoadAsync(StackReference stack)
    {
        var isChecked = Context.ChecksIntegrity;
        Context.ChecksIntegrity = false;
        var stored = await new StackAccess(Context).LoadAsync(stack);
        Context.ChecksIntegrity = isChecked;
        return stored;
    }

    /// <summary>Repeats the edit until the result is saved or given up.</summary>
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
                    await AsksAsync("The state cannot be saved. What do you want to do?", null);
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
                        "edit cancelled: the state was not changed"
                    );
                case "reset":
                    await WriteAsync();
                    break;
            }

            return answer;
        }

        private Task WriteAsync() =>
            PrivateFiles.WriteAsync(
                path,
                Encoding.UTF8.GetBytes(_before),
                context.Interruption.Graceful
            );
    }
}
