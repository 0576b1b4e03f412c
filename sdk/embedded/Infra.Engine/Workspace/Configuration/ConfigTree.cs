using System.Collections.Immutable;
using Infra.Protocol;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>Reads and changes parts of structured values.</summary>
public static class ConfigTree
{
    internal static ConfigValue.Map EmptyMap { get; } =
        new(ImmutableSortedDictionary.Create<string, ConfigValue>(StringComparer.Ordinal));

    /// <summary>The value at a path below a value; <c>null</c> when there is none.</summary>
    public static ConfigValue? Get(ConfigValue value, ReadOnlySpan<ConfigStep> path)
    {
        foreach (var step in path)
        {
            var next = value switch
            {
                ConfigValue.Map map when step.Name is { } name => map.Entries.GetValueOrDefault(
                    name
                ),
                ConfigValue.List list when step.Name is null && step.Index < list.Items.Length =>
                    list.Items[step.Index],
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            value = next;
        }

        return value;
    }

    /// <summary>The value with something set at a path; maps and lists on the way are made, and an index equal to a list's length appends.</summary>
    /// <exception cref="InfraException">The path leads through something that is neither, or past a list's end.</exception>
    public static ConfigValue Set(
        ConfigValue? value,
        ReadOnlySpan<ConfigStep> path,
        ConfigValue set
    )
    {
        if (path.IsEmpty)
        {
            return set;
        }

        var step = path[0];
        if (step.Name is { } name)
        {
            var map = value switch
            {
                null or ConfigValue.Null => EmptyMap,
                ConfigValue.Map existing => existing,
                _ => throw new InfraException(
                    $"The path goes on with '{name}', but the value before it is {Kind(value)}, not a map."
                ),
            };
            return new ConfigValue.Map(
                map.Entries.SetItem(name, Set(map.Entries.GetValueOrDefault(name), path[1..], set))
            );
        }

        var items = value switch
        {
            null or ConfigValue.Null => [],
            ConfigValue.List existing => existing.Items,
            _ => throw new InfraException(
                $"The path goes on with [{step.Index}], but the value before it is {Kind(value)}, not a list."
            ),
        };
        return step.Index > items.Length
                ? throw new InfraException(
                    $"The path goes on with [{step.Index}], but the list has {items.Length} items; the next free index is [{items.Length}]."
                )
            : step.Index == items.Length
                ? new ConfigValue.List(items.Add(Set(null, path[1..], set)))
            : new ConfigValue.List(
                items.SetItem(step.Index, Set(items[step.Index], path[1..], set))
            );
    }

    /// <summary>The value without what is at a path; unchanged when there is nothing.</summary>
    public static ConfigValue Remove(ConfigValue value, ReadOnlySpan<ConfigStep> path)
    {
        var step = path[0];
        var child = Get(value, path[..1]);
        if (child is null)
        {
            return value;
        }

        return value switch
        {
            // A step into a mapping has a name.
            ConfigValue.Map map when path.Length == 1 => new ConfigValue.Map(
                map.Entries.Remove(step.Name!)
            ),
            // As above.
            ConfigValue.Map map => new ConfigValue.Map(
                map.Entries.SetItem(step.Name!, Remove(child, path[1..]))
            ),
            ConfigValue.List list when path.Length == 1 => new ConfigValue.List(
                list.Items.RemoveAt(step.Index)
            ),
            ConfigValue.List list => new ConfigValue.List(
                list.Items.SetItem(step.Index, Remove(child, path[1..]))
            ),
            _ => value,
        };
    }

    private static string Kind(ConfigValue value) =>
        value switch
        {
            ConfigValue.Map => "a map",
            ConfigValue.List => "a list",
            ConfigValue.Secure => "a secret",
            _ => "a single value",
        };
}
