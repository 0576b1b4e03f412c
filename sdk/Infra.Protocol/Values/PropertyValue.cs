using System.Collections.Immutable;

namespace Infra.Protocol.Values;

/// <summary>One value of a resource's inputs or outputs, as it travels between program, engine and provider.</summary>
/// <remarks>
/// A closed hierarchy: the nested records are all there is. Values compare by content, deeply.
/// The kinds and their encodings are those of Pulumi's property values.
/// </remarks>
public abstract record PropertyValue
{
    private PropertyValue() { }

    /// <summary>Whether this is, or holds, a value that is not known yet. A reference counts as known, whatever its id.</summary>
    public bool ContainsUnknowns =>
        PropertyTraversal.Any(this, static value => value is Computed or Output { Element: null });

    /// <summary>Whether this is, or holds, a secret.</summary>
    public bool ContainsSecrets =>
        PropertyTraversal.Any(this, static value => value is Secret or Output { IsSecret: true });

    /// <summary>The bare value at every depth: without secret marks and origins. Handle the result as a secret.</summary>
    public PropertyValue Unwrap() => PropertyTraversal.Unwrap(this);

    /// <summary>The same lists, maps, secrets and outputs around other values.</summary>
    /// <param name="change">Gives the replacement of a value that holds no others.</param>
    public PropertyValue SelectLeaves(Func<PropertyValue, PropertyValue> change) =>
        PropertyTraversal.SelectLeaves(this, change);

    /// <summary>The value as JSON on one line for messages and debuggers; secrets never show.</summary>
    public sealed override string ToString() => PropertyJson.Render(this);

    /// <summary>The absence of a value, kept apart from a missing property.</summary>
    public sealed record Null : PropertyValue
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Null Instance = new();
    }

    /// <summary>A truth value.</summary>
    public sealed record Bool(bool Value) : PropertyValue;

    /// <summary>A number; the wire knows only doubles.</summary>
    public sealed record Number(double Value) : PropertyValue;

    /// <summary>A text.</summary>
    public sealed record String(string Value) : PropertyValue;

    /// <summary>A list of values.</summary>
    public sealed record Array(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(Array? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    /// <summary>A map of named values.</summary>
    public sealed record Object(PropertyMap Properties) : PropertyValue;

    /// <summary>A value that must never be shown or stored in clear text.</summary>
    public sealed record Secret(PropertyValue Element) : PropertyValue;

    /// <summary>A value that is not known yet, as in a preview of something that will be created.</summary>
    public sealed record Computed : PropertyValue
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Computed Instance = new();
    }

    /// <summary>A value with its dependencies; <see cref="Element"/> is <c>null</c> when it is unknown.</summary>
    public sealed record Output(
        PropertyValue? Element,
        bool IsSecret,
        ImmutableArray<string> Dependencies
    ) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(Output? other) =>
            other is not null
            && Equals(Element, other.Element)
            && IsSecret == other.IsSecret
            && Dependencies.SequenceEqual(other.Dependencies);

        /// <inheritdoc/>
        public override int GetHashCode() =>
            HashCode.Combine(Element, IsSecret, Dependencies.Length);
    }

    /// <summary>A reference to a resource of the same stack.</summary>
    /// <param name="Urn">The resource's urn.</param>
    /// <param name="Id">Its id: <c>null</c> for a component, <see cref="Computed"/> or a <see cref="String"/> else.</param>
    /// <param name="PackageVersion">The version of the package that knows its type; empty when unknown.</param>
    public sealed record ResourceReference(string Urn, PropertyValue? Id, string PackageVersion)
        : PropertyValue;

    /// <summary>A file's content: exactly one of text, path and uri, or only the hash of what was there.</summary>
    public sealed record Asset(string? Text, string? Path, string? Uri, string? Hash)
        : PropertyValue;

    /// <summary>A tree of files: exactly one of assets, path and uri, or only the hash of what was there.</summary>
    public sealed record Archive(PropertyMap? Assets, string? Path, string? Uri, string? Hash)
        : PropertyValue;

    /// <summary>Wraps a text.</summary>
    public static implicit operator PropertyValue(string value) => new String(value);

    /// <summary>Wraps a truth value.</summary>
    public static implicit operator PropertyValue(bool value) => new Bool(value);

    /// <summary>Wraps a number.</summary>
    public static implicit operator PropertyValue(double value) => new Number(value);

    /// <summary>Wraps a map.</summary>
    public static implicit operator PropertyValue(PropertyMap value) => new Object(value);

    /// <summary>Makes a list of values.</summary>
    public static PropertyValue List(params IEnumerable<PropertyValue> items) =>
        new Array([.. items]);
}
