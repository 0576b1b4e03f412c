using Infra.Cli.Terminals;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Cli.Display.Diffs;

/// <summary>The steps of a run with their property differences, as <c>--diff</c> and <c>details</c> print them.</summary>
internal sealed class DiffText(RunBoard board)
{
    private const int Step = 4;

    /// <summary>The blocks of all steps, each below its parent's.</summary>
    public IEnumerable<StyledLine> Lines()
    {
        var shown = new HashSet<ResourceRow>();
        foreach (var row in board.Rows.Where(r => r is { IsVisible: true, Op: not StepOp.Same }))
        {
            for (var part = row; part is not null && shown.Add(part); part = part.Parent) { }
        }

        return board.Rows.Where(r => shown.Contains(r) && r.Step is not null).SelectMany(Blocks);
    }

    private IEnumerable<StyledLine> Blocks(ResourceRow row)
    {
        if (board.Options.ShowReplacementSteps && row.IsReplacement)
        {
            return row.Steps.SelectMany(step => Block(row, step.Op, step));
        }

        var op = RowText.Op(row, isPreview: true);
        // Only rows with steps are described.
        var step =
            row.Steps.Find(s => s.Op == op)
            ?? row.Steps.Find(s => s.Op == StepOp.CreateReplacement)
            ?? row.Step!;
        return Block(row, op, step);
    }

    private IEnumerable<StyledLine> Block(ResourceRow row, StepOp op, StepMetadata step)
    {
        var indent = row.Depth * Step;
        var word = op == StepOp.Same ? "same" : StepWords.Plan(op);
        var isProtected = (step.Old ?? step.New)?.Protect == true;
        yield return new StyledLine()
            .PadTo(indent)
            .Add($"{Prefix(op)}{row.Type}: ({word})", StepWords.Tone(op))
            .Add(isProtected ? " [protected]" : "", Tone.Warning);
        var facts = Facts(step).Concat(op == StepOp.Replace ? Reason(step) : []);
        foreach (var fact in facts)
        {
            yield return new StyledLine().PadTo(indent + Step).Add(fact);
        }

        foreach (var line in Properties(op, step, indent + Step))
        {
            yield return line;
        }
    }

    private static string Prefix(StepOp op) =>
        StepWords.Prefix(op) is [_, not ' '] wide ? $"{wide} " : StepWords.Prefix(op);

    private static IEnumerable<StyledLine> Facts(StepMetadata step)
    {
        if (step.Old?.Id is { Length: > 0 } id)
        {
            yield return new($"[id={id}]", Tone.Dim);
        }

        yield return new($"[urn={step.Urn.Value}]", Tone.Dim);
    }

    private static IEnumerable<StyledLine> Reason(StepMetadata step)
    {
        var causes = ReplacementCauses.Of(step);
        if (!causes.IsEmpty)
        {
            yield return new(
                $"replaced because {string.Join(", ", causes)} {(causes.Length == 1 ? "changes" : "change")}",
                Tone.Replace
            );
        }
        else if (step.Old?.Taint == true)
        {
            yield return new("replaced because it was tainted", Tone.Replace);
        }
        else
        {
            yield return new(
                "replaced by request, or because a dependency is replaced",
                Tone.Replace
            );
        }
    }

    private IEnumerable<StyledLine> Properties(StepOp op, StepMetadata step, int indent)
    {
        var text = new ObjectDiffText(board.Options)
        {
            Replaces = path => ReplacementCauses.Include(step, path),
        };
        return (op, step.Old, step.New) switch
        {
            (StepOp.Same or StepOp.Read or StepOp.RemovePendingReplace, _, _) => [],
            (StepOp.Refresh, { } old, { } @new) => text.Differences(
                old.Outputs,
                @new.Outputs,
                indent
            ),
            (StepOp.Delete or StepOp.DeleteReplaced or StepOp.ReadDiscard, { } old, _) =>
                text.Values(old.Inputs, indent),
            (_, { } old, { } @new) when op != StepOp.Import => Changes(
                text,
                step,
                old,
                @new,
                indent
            ),
            (_, _, { } @new) => text.Values(@new.Inputs, indent),
            _ => [],
        };
    }

    // A provider may report a difference that is not in the inputs, such as drift.
    private static IEnumerable<StyledLine> Changes(
        ObjectDiffText text,
        StepMetadata step,
        ResourceState old,
        ResourceState @new,
        int indent
    )
    {
        var (before, after) = (old.Inputs, @new.Inputs);
        var noticed = (step.DetailedDiff?.Keys ?? [])
            .Concat(step.Diffs)
            .Select(ChangedProperties.TopLevel);
        foreach (var name in noticed.Distinct())
        {
            if (Equals(before.Get(name), after.Get(name)))
            {
                before = before.With(
                    name,
                    old.Outputs.Get(name) ?? PropertyValue.Computed.Instance
                );
                after = after.With(
                    name,
                    after.Get(name) ?? @new.Outputs.Get(name) ?? PropertyValue.Computed.Instance
                );
            }
        }

        return text.Differences(
            Without(before, old.HideDiff),
            Without(after, @new.HideDiff),
            indent
        );
    }

    private static PropertyMap Without(PropertyMap map, IEnumerable<string> hidden) =>
        hidden.Aggregate(map, (rest, path) => rest.Without(path));
}
