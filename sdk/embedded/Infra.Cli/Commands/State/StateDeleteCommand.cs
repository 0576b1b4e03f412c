using System.CommandLine;
using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Engine.State.Edits;

namespace Infra.Cli.Commands.State;

/// <summary><c>state delete</c>: removes resources from the state without deleting them.</summary>
internal sealed class StateDeleteCommand : CliCommand
{
    private readonly Argument<string[]> _urns;
    private readonly Option<bool> _force;
    private readonly Option<bool> _dependents;
    private readonly Option<bool> _all;

    public StateDeleteCommand(CommandContext context)
        : base(context, "delete", "Remove resources from the state without deleting them")
    {
        Aliases.Add("remove");
        _urns = TakeArguments("urn", "The URNs of the resources");
        _force = Take<bool>("--force", "Also remove protected resources");
        _dependents = Take<bool>(
            "--target-dependents",
            "Also remove the dependents of the resources"
        );
        _all = Take<bool>("--all", "Remove all resources from the state");
        var edit = new StateEdit(context, this);
        Runs(async parsed =>
        {
            var count = 0;
            if (await edit.RunAsync(parsed, DeleteAsync))
            {
                context.Terminal.Out.WriteLine(
                    count == 1 ? "Resource deleted" : $"{count} resources deleted"
                );
            }

            async Task<Snapshot?> DeleteAsync(StoredStack stored)
            {
                var after = ResourceRemoval.Remove(
                    stored.Snapshot,
                    await new ResourceChoice(Context, stored.Snapshot).RequireAllAsync(
                        parsed.GetValue(_urns) ?? [],
                        parsed.GetValue(_all),
                        "state delete"
                    ),
                    parsed.GetValue(_force),
                    parsed.GetValue(_dependents)
                );
                count = stored.Snapshot.Resources.Length - after.Resources.Length;
                return after;
            }
        });
    }
}
