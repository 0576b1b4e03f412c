using Infra.Engine.Backend;
using Infra.Engine.State.Edits;

namespace Infra.Cli.Commands.State;

/// <summary><c>state move</c>: takes resources over into another stack's state.</summary>
internal sealed class StateMoveCommand : CliCommand
{
    public StateMoveCommand(CommandContext context)
        : base(context, "move", "Move resources to the state of another stack")
    {
        var urns = TakeArguments("urn", "The URNs of the resources");
        var dest = Take<string?>("--dest", "The stack that gets the resources");
        var source = Take<string?>(
            "--source",
            "The stack that has them; by default the selected one"
        );
        var includesParents = Take<bool>("--include-parents", "Also move the parents");
        var edit = new StateEdit(context, this, source);
        Runs(async parsed =>
        {
            var to = await Access.RequireAsync(
                parsed.GetValue(dest)
                    ?? throw CommandException.Usage(
                        "state move needs --dest, the stack that gets the resources."
                    ),
                offersCreation: false
            );
            await edit.RunLockedAsync(
                parsed,
                async (access, from) =>
                {
                    await MoveAsync(
                        access,
                        from,
                        to,
                        parsed.GetValue(urns) ?? [],
                        parsed.GetValue(includesParents),
                        () => edit.ConfirmAsync(parsed)
                    );
                    return true;
                }
            );
        });
    }

    private async Task MoveAsync(
        StackAccess access,
        StackReference from,
        StackReference to,
        string[] urns,
        bool includesParents,
        Func<Task> confirm
    )
    {
        if (from == to)
        {
            throw CommandException.Usage($"--source and --dest are the same stack {to.Name}.");
        }

        await using var destinationLock = await access.LockAsync(to);
        var (old, target) = (await access.LoadAsync(from), await access.LoadAsync(to));
        var (rest, joined) = ResourceMove.Move(
            old.Snapshot,
            target.Snapshot,
            await new ResourceChoice(Context, old.Snapshot).RequireAllAsync(
                urns,
                all: false,
                "state move"
            ),
            to.Name,
            to.Project,
            includesParents
        );
        await confirm();
        var backend = await access.BackendAsync();
        // A kill between the two leaves the resources in both states, and in no case in none.
        await backend.SaveAsync(target, joined);
        await backend.SaveAsync(old, rest);
        foreach (var state in joined.Resources.Except(target.Snapshot.Resources))
        {
            Context.Terminal.Out.WriteLine($"  {state.Urn}");
        }

        Context.Terminal.Out.WriteLine(
            $"Moved from {from.Name} to {to.Name}. Move their declarations from program to program as well."
        );
    }
}
