using System.CommandLine;
using Infra.Engine.State;

namespace Infra.Cli.Commands.State;

/// <summary><c>state protect</c>, <c>unprotect</c>, <c>taint</c> and <c>untaint</c>: set or clear a flag of resources.</summary>
internal sealed class StateFlagCommand : CliCommand
{
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
        : base(context, name, description)
    {
        _mark = mark;
        _urns = TakeArguments("urn", "The URNs of the resources");
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
                "Protect resources against deletion",
                "protected",
                state => state with { Protect = true }
            ),
            new(
                context,
                "unprotect",
                "Unprotect resources, so that they can be deleted",
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
                "Undo taint",
                "untainted",
                state => state with { Taint = false }
            ),
        ];

    private async Task<Snapshot?> MarkAsync(ParseResult parsed, Snapshot snapshot)
    {
        var states = await new ResourceChoice(Context, snapshot).RequireAllAsync(
            parsed.GetValue(_urns) ?? [],
            parsed.GetValue(_all),
            $"state {Name}"
        );
        var chosen = states.Select(s => s.Urn.Value).ToHashSet();
        var resources = snapshot.Resources.Select(s => chosen.Contains(s.Urn.Value) ? _mark(s) : s);
        var after = snapshot with { Resources = [.. resources] };
        return after.Resources.SequenceEqual(snapshot.Resources) ? null : after;
    }
}
