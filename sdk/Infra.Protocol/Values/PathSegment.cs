namespace Infra.Protocol.Values;

/// <summary>One step of a <see cref="Paths.PropertyPath"/>: the name of a property or the index of an item.</summary>
public readonly record struct PathSegment
{
    private const string AnyName = "*";

    private PathSegment(string? name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>The step to every property and every item.</summary>
    public static PathSegment Wildcard { get; } = new(AnyName, 0);

    /// <summary>The property's name, or <c>null</c> for an index.</summary>
    public string? Name { get; }

    /// <summary>The item's index, from 0; means nothing when there is a name.</summary>
    public int Index { get; }

    /// <summary>Whether the step goes to every property and every item.</summary>
    public bool IsWildcard => string.Equals(Name, AnyName, StringComparison.Ordinal);

    /// <summary>A step to a property; the name <c>*</c> goes to all.</summary>
    public static implicit operator PathSegment(string name) => new(name, 0);

    /// <summary>A step to an item.</summary>
    public static implicit operator PathSegment(int index) => new(null, index);

    /// <summary>The step as it is written inside a path of its own.</summary>
    public override string ToString() => PathText.Write([this]);
}
