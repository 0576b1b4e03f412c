using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.State;

namespace Infra.Cli.Display;

/// <summary>The summary of a change: <c>[diff: +added,-removed,~changed]</c>, and what forces a replacement.</summary>
internal static class ChangedProperties
{
    public static string Describe(StepMetadata step)
    {
        if (
            step.Op
                is StepOp.Same
                    or StepOp.Create
                    or StepOp.Delete
                    or StepOp.DeleteReplaced
                    or StepOp.Import
            // What a refresh has not read yet differs in nothing.
            || step is { Op: StepOp.Refresh, Old.Id.Length: > 0, New.Id: "" }
        )
        {
            return "";
        }

        var names = Names(step).Where(n => !IsInternal(n.Key)).ToList();
        if (names.Count == 0)
        {
            return "";
        }

        var causes = ReplacementCauses.Of(step);
        var reason = causes.IsEmpty
            ? ""
            : $"; replaces: {string.Join(',', causes.Select(TopLevel).Distinct())}";
        return $"[diff: {string.Join(',', names.Select(n => $"{n.Value}{n.Key}"))}{reason}]";
    }

    /// <summary>Whether a property is internal to providers and engines, and not displayed.</summary>
    public static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>The first property name of a path.</summary>
    public static string TopLevel(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end > 0 ? path[..end] : path;
    }

    private static SortedDictionary<string, char> Names(StepMetadata step)
    {
        var names = new SortedDictionary<string, char>(StringComparer.Ordinal);
        if (step.DetailedDiff is { Count: > 0 } detailed)
        {
            FromDetails(detailed, names);
        }
        else if (step is { Old: { } old, New: { } @new })
        {
            FromProperties(step.Op == StepOp.Refresh, old, @new, names);
        }

        foreach (var path in step.Diffs.Concat(step.ReplaceKeys))
        {
            names.TryAdd(TopLevel(path), '~');
        }

        FromOptions(step, names);
        return names;
    }

    private static void FromDetails(
        ImmutableSortedDictionary<string, PropertyDiff> detailed,
        SortedDictionary<string, char> names
    )
    {
        foreach (var (path, diff) in detailed)
        {
            var name = TopLevel(path);
            var isWhole = name.Length == path.Length;
            names[name] = diff.Kind switch
            {
                PropertyDiffKind.Add or PropertyDiffKind.AddReplace when isWhole => '+',
                PropertyDiffKind.Delete or PropertyDiffKind.DeleteReplace when isWhole => '-',
                _ => '~',
            };
        }
    }

    private static void FromProperties(
        bool isRefresh,
        ResourceState old,
        ResourceState @new,
        SortedDictionary<string, char> names
    )
    {
        var (before, after) = isRefresh ? (old.Outputs, @new.Outputs) : (old.Inputs, @new.Inputs);
        foreach (var name in before.Keys.Union(after.Keys))
        {
            var (was, isNow) = (before.Get(name), after.Get(name));
            if (!Equals(was, isNow))
            {
                names[name] =
                    was is null ? '+'
                    : isNow is null ? '-'
                    : '~';
            }
        }
    }

    private static void FromOptions(StepMetadata step, SortedDictionary<string, char> names)
    {
        if (step is not { Old: { } old, New: { } @new })
        {
            return;
        }

        if (old.Protect != @new.Protect)
        {
            names["protect"] = '~';
        }

        if (old.Provider != @new.Provider && @new.Provider.Length > 0)
        {
            names["provider"] = '~';
        }
    }
}
