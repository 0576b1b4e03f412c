using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Infra.Protocol.Values;

/// <summary>Named property values: immutable, ordered by name (ordinal), compared by content.</summary>
[CollectionBuilder(typeof(PropertyMap), nameof(Create))]
public sealed class PropertyMap
    : IReadOnlyDictionary<string, PropertyValue>,
        IEquatable<PropertyMap>
{
    private readonly ImmutableSortedDictionary<string, PropertyValue> _values;

    private PropertyMap(ImmutableSortedDictionary<string, PropertyValue> values) =>
        _values = values;

    /// <summary>The map without properties.</summary>
    public static PropertyMap Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

    /// <summary>Makes a map; a name given twice keeps its last value.</summary>
    public static PropertyMap Create(IEnumerable<KeyValuePair<string, PropertyValue>> values) =>
        new(Empty._values.SetItems(values));

    /// <summary>Makes a map from a collection expression.</summary>
    public static PropertyMap Create(ReadOnlySpan<KeyValuePair<string, PropertyValue>> values) =>
        Create((IEnumerable<KeyValuePair<string, PropertyValue>>)values.ToArray());

    /// <summary>Makes a map from name-value pairs.</summary>
    public static PropertyMap Of(params (string Name, PropertyValue Value)[] values) =>
        Create(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    /// <inheritdoc/>
    public PropertyValue this[string key] => _values[key];

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<PropertyValue> Values => _values.Values;

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) =>
        _values.TryGetValue(key, out value);

    /// <summary>The value of a property, or <c>null</c> when the map has none of that name.</summary>
    public PropertyValue? Get(string key) => _values.GetValueOrDefault(key);

    /// <summary>The same map with one property set.</summary>
    public PropertyMap With(string key, PropertyValue value) => new(_values.SetItem(key, value));

    /// <summary>The same map without one property.</summary>
    public PropertyMap Without(string key) => new(_values.Remove(key));

    /// <summary>The map with every value replaced by the result of <paramref name="change"/>.</summary>
    public PropertyMap Select(Func<string, PropertyValue, PropertyValue> change) =>
        Create(_values.Select(p => KeyValuePair.Create(p.Key, change(p.Key, p.Value))));

    /// <summary>Whether a property is, or holds, a value that is not known yet.</summary>
    public bool ContainsUnknowns => _values.Values.Any(static value => value.ContainsUnknowns);

    /// <summary>Whether a property is, or holds, a secret.</summary>
    public bool ContainsSecrets => _values.Values.Any(static value => value.ContainsSecrets);

    /// <summary>The bare values at every depth: without secret marks and origins. Handle the result as a secret.</summary>
    public PropertyMap Unwrap() => Select(static (_, value) => value.Unwrap());

    /// <summary>The same map without the properties that are, or hold, a value that is not known yet.</summary>
    public PropertyMap WithoutUnknowns() =>
        Create(_values.Where(static p => !p.Value.ContainsUnknowns));

    /// <summary>The values as JSON on one line for messages and debuggers; secrets never show.</summary>
    public override string ToString() => PropertyJson.Render(this);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() =>
        _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PropertyMap? other) =>
        other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _values.Aggregate(17, (hash, p) => HashCode.Combine(hash, p.Key, p.Value));
}
