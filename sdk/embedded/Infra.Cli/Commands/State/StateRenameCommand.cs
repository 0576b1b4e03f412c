using Infra.Cli.Terminals;
using Infra.Engine.State.Edits;

namespace Infra.Cli.Commands.State;

/// <summary><c>state rename</c>: renames a resource in the state, as the program has renamed it.</summary>
internal sealed class StateRenameCommand : CliCommand
{
    public StateRenameCommand(CommandContext context)
        : base(context, "rename", "Rename a resource in the state")
    {
        var urn = TakeOptionalArgument("urn", "The URN of the resource");
        var name = TakeOptionalArgument("name", "The new name");
        var edit = new StateEdit(context, this);
        Runs(async parsed =>
        {
            var saved = await edit.RunAsync(
                parsed,
                async stored =>
                {
                    var choice = new ResourceChoice(context, stored.Snapshot);
                    var state = await choice.RequireAsync(parsed.GetValue(urn), "state rename");
                    return Renaming.Rename(
                        stored.Snapshot,
                        state.Urn,
                        parsed.GetValue(name) ?? await AskAsync(context)
                    );
                }
            );
            context.Terminal.Out.WriteLine(saved ? "Resource renamed" : "Nothing to do");
        });
    }

    private static async Task<string> AskAsync(CommandContext context) =>
        context.IsInteractive
            ? (
                await new Prompt(context.Terminal, context.Interruption).AskAsync("New name:")
            )?.Trim() ?? ""
            : throw CommandException.Usage("state rename needs a new name after the URN.");
}
