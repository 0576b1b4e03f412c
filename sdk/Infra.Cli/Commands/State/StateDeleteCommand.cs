using System.CommandLine;
using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Engine.State.Edits;

namespace Infra.Cli.Commands.State;

/// <summary><c>state delete</c>: forgets resources; what they stand for stays.</summary>
internal sealed class StateDeleteCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Argument<string[]> _urns;
    private readonly Option<bool> _force;
    private readonly Option<bool> _dependents;
    private readonly Option<bool> _all;

    public StateDeleteCommand(CommandContext context)
        : base("delete", "Forget resources; what they stand for stays where it is")
    {
        _context = context;
        Aliases.Add("remove");
        _urns = TakeArguments("urn", "The urns of the resources");
        _force = Take<bool>("--force", "Forget protected resources, too");
        _dependents = Take<bool>("--target-dependents", "Forget what depends on them, too");
        _all = Take<bool>("--all", "Forget all resources of the stack");
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
                    await ChooseAsync(parsed, stored.Snapshot),
                    parsed.GetValue(_force),
                    parsed.GetValue(_dependents)
                );
                count = stored.Snapshot.Resources.Length - after.Resources.Length;
                return after;
            }
        });
    }

    private async Task<IReadOnlyList<ResourceState>> ChooseAsync(
        ParseResult parsed,
        Snapshot snapshot
    )
    {
        var urns = parsed.GetValue(_urns) ?? [];
        if (parsed.GetValue(_all))
        {
            return urns.Length == 0
                ? [.. snapshot.Resources]
                : throw new CommandException(
                    ExitCode.Invocation,
                    "--all and urns exclude each other."
                );
        }

        var choice = new ResourceChoice(_context, snapshot);
        var chosen = new List<ResourceState>();
        foreach (var urn in urns.DefaultIfEmpty(null))
        {
            chosen.Add(await choice.RequireAsync(urn, "state delete"));
        }

        return chosen;
    }
}
