using Infra.Engine.Events;
using Infra.Protocol.Naming;

namespace Infra.Cli.Display;

/// <summary>The row of a resource in the display of a run.</summary>
internal sealed class ResourceRow(Urn urn)
{
    public Urn Urn { get; } = urn;

    /// <summary>The displayed type. A module that only repeats the name of the type is left out.</summary>
    public string Type { get; } = Shorten(urn.Type);

    /// <summary>The package and name of the type, for narrow terminals.</summary>
    public string CompactType { get; } = Compact(urn.Type);

    /// <summary>The name of the type, for very narrow terminals.</summary>
    public string TypeName { get; } = urn.Type[(urn.Type.LastIndexOf(':') + 1)..];

    public string Name => Urn.Name;

    public ResourceRow? Parent { get; private set; }

    public List<ResourceRow> Children { get; } = [];

    public StepMetadata? Step { get; private set; }

    public StepOp Op => Step?.Op ?? StepOp.Same;

    /// <summary>The steps in order. A replacement has three.</summary>
    public List<StepMetadata> Steps { get; } = [];

    public RowStatus Status { get; private set; }

    public DateTimeOffset Started { get; private set; }

    public TimeSpan? Elapsed { get; private set; }

    /// <summary>The latest message of the provider.</summary>
    public string? Message { get; set; }

    public int Errors { get; set; }

    public int Warnings { get; set; }

    public int Infos { get; set; }

    /// <summary>Whether the row or one of its children has something to show.</summary>
    public bool IsVisible { get; set; }

    /// <summary>The number of the latest change, so that a small window shows the latest rows.</summary>
    public long Changed { get; set; }

    /// <summary>The depth of the row below its root.</summary>
    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public bool IsReplacement =>
        Steps.Exists(s =>
            s.Op is StepOp.Replace or StepOp.CreateReplacement or StepOp.DeleteReplaced
        );

    /// <summary>Whether both the create and the delete of a replacement are done.</summary>
    public bool IsReplaced =>
        Status == RowStatus.Done
        && Steps.Exists(s => s.Op == StepOp.CreateReplacement)
        && Steps.Exists(s => s.Op == StepOp.DeleteReplaced);

    public void Attach(ResourceRow parent)
    {
        Parent = parent;
        parent.Children.Add(this);
    }

    public void Begin(StepMetadata step, DateTimeOffset now)
    {
        Step = step;
        Steps.Add(step);
        Status = RowStatus.Running;
        Started = now;
        Elapsed = null;
    }

    public void End(StepMetadata step, RowStatus status, DateTimeOffset now)
    {
        if (Steps.FindLastIndex(s => s.Op == step.Op) is var index and >= 0)
        {
            Steps[index] = step;
        }
        else
        {
            Steps.Add(step);
            Started = now;
        }

        Step = step;
        Status = status;
        Elapsed = now - Started;
    }

    private static string Compact(string type)
    {
        var parts = type.Split(':');
        return parts.Length == 3 ? $"{parts[0]}:{parts[2]}" : type;
    }

    private static string Shorten(string type)
    {
        var parts = type.Split(':');
        if (
            parts.Length != 3
            || parts[1].IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)
        )
        {
            return type;
        }

        var (module, member) = (parts[1][..slash], parts[1][(slash + 1)..]);
        return string.Equals(member, parts[2], StringComparison.OrdinalIgnoreCase)
            ? $"{parts[0]}:{module}:{parts[2]}"
            : type;
    }
}
