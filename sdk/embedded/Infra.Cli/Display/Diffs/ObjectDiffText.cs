using Infra.Cli.Terminals;
using Infra.Protocol.Values;

namespace Infra.Cli.Display.Diffs;

/// <summary>Formats the difference of two property maps, with nested lists and maps.</summary>
internal sealed class ObjectDiffText(DisplayOptions options)
{
    private const int Step = 4;
    private readonly ValueText _values = new(options);

    /// <summary>Decides whether a property path forces a replacement.</summary>
    public Func<string, bool> Replaces { get; init; } = static _ => false;

    public bool ShowSames { get; init; }

    /// <summary>The lines of all properties, with aligned colons.</summary>
    public IEnumerable<StyledLine> Differences(
        PropertyMap old,
        PropertyMap @new,
        int indent,
        string path = ""
    )
    {
        var names = old
            .Keys.Union(@new.Keys)
            .Where(n =>
                !ChangedProperties.IsInternal(n) && (ShowSames || !Equals(old.Get(n), @new.Get(n)))
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        var width = names.Count == 0 ? 0 : names.Max(n => n.Length);
        foreach (var name in names)
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            foreach (
                var line in Difference(
                    old.Get(name),
                    @new.Get(name),
                    new(name.PadRight(width), at, indent)
                )
            )
            {
                yield return line;
            }
        }
    }

    /// <summary>The lines of all properties of one map.</summary>
    public IEnumerable<StyledLine> Values(
        PropertyMap values,
        int indent,
        string prefix = "  ",
        Tone tone = Tone.Plain
    )
    {
        var shown = values.Where(v => !ChangedProperties.IsInternal(v.Key)).ToList();
        var width = shown.Count == 0 ? 0 : shown.Max(v => v.Key.Length);
        foreach (var (name, value) in shown)
        {
            foreach (
                var line in Value(value, new(name.PadRight(width), name, indent), prefix, tone)
            )
            {
                yield return line;
            }
        }
    }

    private IEnumerable<StyledLine> Difference(PropertyValue? was, PropertyValue? now, Place place)
    {
        var (old, @new) = (
            was is null ? null : _values.Reveal(was),
            now is null ? null : _values.Reveal(now)
        );
        var lines = (old, @new) switch
        {
            (null, not null) => Value(@new, place, "+ ", Tone.Create),
            (not null, null) => Value(old, place, "- ", Tone.Delete),
            // One of the two is there, and here both are.
            _ when Equals(was, now) => Value(@new!, place, "  ", Tone.Plain),
            (PropertyValue.Object o, PropertyValue.Object n) => Nested(
                place,
                "{",
                "}",
                Differences(o.Properties, n.Properties, place.Indent + Step, place.Path)
            ),
            (PropertyValue.Array o, PropertyValue.Array n) => Nested(
                place,
                "[",
                "]",
                Items(o, n, place)
            ),
            (PropertyValue.String o, PropertyValue.String n) when IsText(o, n) => Nested(
                place,
                "(text)",
                null,
                TextDiff.Lines(o.Value, n.Value).Select(l => Indented(place.Indent + Step).Add(l))
            ),
            // As above.
            _ => Changed(old!, @new!, place),
        };
        return Replaces(place.Path) ? MarkFirst(lines) : lines;
    }

    private IEnumerable<StyledLine> Changed(PropertyValue old, PropertyValue @new, Place place)
    {
        if (_values.Scalar(old) is { } was && _values.Scalar(@new) is { } now)
        {
            return
            [
                Indented(place.Indent)
                    .Add("~ ", Tone.Update)
                    .Add($"{place.Label}: {was} ")
                    .Add("=>", Tone.Update)
                    .Add($" {now}"),
            ];
        }

        return [.. Value(old, place, "- ", Tone.Delete), .. Value(@new, place, "+ ", Tone.Create)];
    }

    private IEnumerable<StyledLine> Items(
        PropertyValue.Array old,
        PropertyValue.Array @new,
        Place place
    )
    {
        for (var i = 0; i < Math.Max(old.Items.Length, @new.Items.Length); i++)
        {
            var was = i < old.Items.Length ? old.Items[i] : null;
            var now = i < @new.Items.Length ? @new.Items[i] : null;
            if (!ShowSames && Equals(was, now))
            {
                continue;
            }

            foreach (
                var line in Difference(
                    was,
                    now,
                    new($"[{i}]", $"{place.Path}[{i}]", place.Indent + Step)
                )
            )
            {
                yield return line;
            }
        }
    }

    private IEnumerable<StyledLine> Value(
        PropertyValue value,
        Place place,
        string prefix,
        Tone tone
    )
    {
        StyledLine Start(string text) =>
            Indented(place.Indent).Add(prefix, tone).Add($"{place.Label}: {text}", tone);
        if (_values.Scalar(value) is { } scalar)
        {
            return [Start(scalar)];
        }

        var deeper = place.Indent + Step;
        var (open, close, lines) = _values.Reveal(value) switch
        {
            PropertyValue.Array array => (
                "[",
                "]",
                array.Items.SelectMany(
                    (item, i) => Value(item, new($"[{i}]", "", deeper), prefix, tone)
                )
            ),
            PropertyValue.Object { Properties: var properties } => (
                "{",
                "}",
                Values(properties, deeper, prefix, tone)
            ),
            _ => ("", "", []),
        };
        return [Start(open), .. lines, Indented(place.Indent).Add(prefix + close, tone)];
    }

    private static IEnumerable<StyledLine> Nested(
        Place place,
        string open,
        string? close,
        IEnumerable<StyledLine> lines
    ) =>
        [
            Indented(place.Indent).Add("~ ", Tone.Update).Add($"{place.Label}: {open}"),
            .. lines,
            .. close is null ? [] : new[] { Indented(place.Indent + 2).Add(close) },
        ];

    private static IEnumerable<StyledLine> MarkFirst(IEnumerable<StyledLine> lines) =>
        lines.Select((line, i) => i == 0 ? line.Add("  forces replacement", Tone.Replace) : line);

    private bool IsText(PropertyValue old, PropertyValue @new) =>
        _values.Lines(old) is not null || _values.Lines(@new) is not null;

    private static StyledLine Indented(int indent) => new StyledLine().PadTo(indent);

    /// <summary>The position of a value: its label, its path and its indentation.</summary>
    private sealed record Place(string Label, string Path, int Indent);
}
