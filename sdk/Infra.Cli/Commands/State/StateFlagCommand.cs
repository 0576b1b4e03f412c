using System.CommandLine;
using Infra.Engine.State;

namespace Infra.Cli.Commands.State;

/// <summary><c>state protect</c>, <c>unprotect</c>, <c>taint</c> and <c>untaint</c>: set or clear one mark of resources.</summary>
internal sealed class StateFlagCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Argument<string[]> _urns;
    private readonly Option<bool> _all;
    private readonly Func<ResourceState, ResourceState> _mark;

    private StateFlagCommand(
        CommandContext context,
        string name,
        string description,
        string done,
        Func<ResourceState, ResourceState> mark
    )
        : base(name, description)
    {
        (_context, _mark) = (context, mark);
        _urns = TakeArguments("urn", "The urns of the resources");
        _all = Take<bool>("--all", "All resources of the stack");
        var edit = new StateEdit(context, this);
        Runs(async parsed =>
        {
            var isSaved = await edit.RunAsync(parsed, s => MarkAsync(parsed, s.Snapshot));
            var what =
                parsed.GetValue(_all) ? "All resources"
                : parsed.GetValue(_urns) is { Length: > 1 } ? "Resources"
                : "Resource";
            context.Terminal.Out.WriteLine(
                isSaved ? $"{what} {done}" : $"Nothing to do: already {done}"
            );
        });
    }

    public static IEnumerable<StateFlagCommand> All(CommandContext context) =>
        [
            new(
                context,
                "protect",
                "Refuse to delete resources from now on",
                "protected",
                state => state with { Protect = true }
            ),
            new(
                context,
                "unprotect",
                "Allow protected resources to be deleted",
                "unprotected",
                state => state with { Protect = false }
            ),
            new(
                context,
                "taint",
                "Replace resources at the next update",
                "tainted",
                state => state with { Taint = true }
            ),
            new(
                context,
                "untaint",
                "Take back that resources are replaced at the next update",
                "untainted",
                state => state with { Taint = false }
            ),
        ];

    private async Task<Snapshot?> MarkAsync(ParseResult parsed, Snapshot snapshot)
    {
        var chosen = await ChooseAsync(parsed, snapshot);
        var resources = snapshot.Resources.Select(s => chosen.Contains(s.Urn.Value) ? _mark(s) : s);
        var after = snapshot with { Resources = [.. resources] };
        return after.Resources.SequenceEqual(snapshot.Resources) ? null : after;
    }

    private async Task<HashSet<string>> ChooseAsync(ParseResult parsed, Snapshot snapshot)
    {
        var urns = parsed.GetValue(_urns) ?? [];
        if (parsed.GetValue(_all))
        {
            return urns.Length == 0
                ? [.. snapshot.Resources.Select(s => s.Urn.Value)]
                : throw new CommandException(
                    ExitCode.Invocation,
                    "--all and urns exclude each other."
                );
        }

        var choice = new ResourceChoice(_context, snapshot);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var urn in urns.DefaultIfEmpty(null))
        {
            chosen.Add((await choice.RequireAsync(urn, $"state {Name}")).Urn.Value);
        }

        return chosen;
    }
}
