using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Protocol.Paths;

/// <summary>The path to a value inside other values, as <c>disks[0].size</c> or <c>tags["a b"]</c>.</summary>
/// <remarks>
/// Used by ignoreChanges, replaceOnChanges and detailed diffs; the grammar is Pulumi's. The step <c>*</c> stands for every property
/// or item. A path ignores the secrets and outputs that it passes through.
/// </remarks>
public sealed class PropertyPath : IEquatable<PropertyPath>
{
    /// <summary>Makes a path of its steps.</summary>
    public PropertyPath(IEnumerable<PathSegment> segments) => Segments = [.. segments];

    /// <summary>The steps, outermost first.</summary>
    public ImmutableArray<PathSegment> Segments { get; }

    /// <summary>Reads a path.</summary>
    /// <exception cref="InfraException">The text is not a path; the message shows where.</exception>
    public static PropertyPath Parse(string text)
    {
        var parser = new PathParser(text);
        return parser.TryParse(out var segments)
            ? new PropertyPath(segments)
            : throw new InfraException(
                $"'{text}' is not a property path: {parser.Error}. Write it like 'disks[0].size' or 'tags[\"a b\"]'."
            );
    }

    /// <summary>Reads a path, or gives <c>null</c> when the text is none.</summary>
    public static PropertyPath? TryParse(string text) =>
        new PathParser(text).TryParse(out var segments) ? new PropertyPath(segments) : null;

    /// <summary>Whether the other path leads to the same place or below it. A <c>*</c> here covers any one step there.</summary>
    public bool Contains(PropertyPath other)
    {
        if (other.Segments.Length < Segments.Length)
        {
            return false;
        }

        for (var i = 0; i < Segments.Length; i++)
        {
            if (!Segments[i].IsWildcard && Segments[i] != other.Segments[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value at this path, or <c>null</c> when there is none.</summary>
    /// <remarks>What lies in a secret comes back as a secret; what lies below an unknown is unknown. A <c>*</c> leads nowhere.</remarks>
    public PropertyValue? Get(PropertyMap root) =>
        PathAccess.Get(new PropertyValue.Object(root), Segments.AsSpan());

    /// <summary>The values with one set. Missing objects and lists on the way are created, and gaps in lists are filled with nulls.</summary>
    /// <remarks>A <c>*</c> sets every property or item that is there.</remarks>
    /// <exception cref="InfraException">Something on the way is neither object nor list, or the path is empty.</exception>
    public PropertyMap Set(PropertyMap root, PropertyValue value) =>
        new PathSetter(this, value).Set(root);

    /// <summary>The new values with what is at this path taken from the old ones, as ignoreChanges wants it.</summary>
    /// <returns><c>null</c> when the shapes differ too much: an item or its container is on one side only.</returns>
    /// <remarks>A property that only the new side has is removed. What was secret stays secret.</remarks>
    public PropertyMap? Reset(PropertyMap olds, PropertyMap news) =>
        Segments.Length > 0
        && new PathReset(Segments).TryReset(
            new PathSides(
                new PropertyValue.Object(olds),
                new PropertyValue.Object(news),
                false,
                false
            ),
            0,
            out var result
        )
            ? ((PropertyValue.Object)result).Properties
            : null;

    /// <inheritdoc/>
    public bool Equals(PropertyPath? other) =>
        other is not null && Segments.SequenceEqual(other.Segments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PropertyPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Segments.Aggregate(17, HashCode.Combine);

    /// <summary>The path as text, in the shortest form that reads the same.</summary>
    public override string ToString() => PathText.Write(Segments);
}
