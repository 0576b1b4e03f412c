using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map from strings as an input: plain values, outputs, and outputs of whole maps in any mixture.</summary>
/// <remarks>
/// A map is created by a collection initializer, by <c>Add</c>, or from a dictionary or an output of one. It is enumerated
/// with <c>await foreach</c>, not with <c>foreach</c>, because its entries may not be known yet.
/// </remarks>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>,
        IEnumerable,
        IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;

    /// <summary>Creates an empty map.</summary>
    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty)) { }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries) =>
        _entries = entries;

    private protected override IOutput Contents => _entries;

    internal override Output<ImmutableDictionary<string, TValue>> Flatten() =>
        _entries.Apply(entries =>
        {
            string[] keys = [.. entries.Keys];
            return Output
                .All(keys.Select(key => entries[key]))
                .Apply(values => keys.Zip(values, KeyValuePair.Create).ToImmutableDictionary());
        });

    /// <summary>Adds an entry like <see cref="Add(string, Input{TValue})"/>; it does not replace an entry.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>Adds an entry. A key that already has another value ends the program.</summary>
    public void Add(string key, Input<TValue> value) =>
        _entries = _entries.Apply(entries => entries.Add(key, value));

    /// <summary>Adds the entries of another map. A key that already has another value ends the program.</summary>
    /// <param name="values">The other map, which does not change.</param>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <inheritdoc cref="Add(InputMap{TValue})"/>
    public void AddRange(InputMap<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _entries = Output
            .Tuple(_entries, values._entries)
            .Apply(both => both.Item1.AddRange(both.Item2));
    }

    /// <summary>Creates a map of the entries of two maps. Where both have a key, the second map wins. Neither map changes.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new(
            Output
                .Tuple(first._entries, second._entries)
                .Apply(both => both.Item1.SetItems(both.Item2))
        );
    }

    /// <summary>Enumerates the entries once the map is known; an unknown map has none.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(
        CancellationToken cancellationToken
    )
    {
        var state = await _entries.State.WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (key, value) in state.IsKnown ? state.Value : [])
        {
            yield return value.Apply(v => KeyValuePair.Create(key, v));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException(
            $"An InputMap<{typeof(TValue).Name}> cannot be enumerated with foreach, because its entries may not be known yet. Use await foreach or ToOutput()."
        );

    private static InputMap<TValue> From<TMap>(Output<TMap> values)
        where TMap : IEnumerable<KeyValuePair<string, TValue>> => new(values.Apply(Wrap));

    private static ImmutableDictionary<string, Input<TValue>> Wrap<TMap>(TMap values)
        where TMap : IEnumerable<KeyValuePair<string, TValue>> =>
        values.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value);

    /// <summary>Creates a map of plain values.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) =>
        new(Output.Create(Wrap(values)));

    /// <summary>Creates a map of plain values.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) =>
        new(Output.Create(Wrap(values)));

    /// <summary>Creates a map from an output of a whole map.</summary>
    public static implicit operator InputMap<TValue>(
        Output<ImmutableDictionary<string, TValue>> values
    ) => From(values);

    /// <summary>Creates a map from an output of a whole map.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        From(values);

    /// <summary>Creates a map from an output of a whole map.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        From(values);
}
