using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map a resource takes, by texts: plain values, outputs, or an output of a whole map, in any mixture.</summary>
/// <remarks>
/// Made by a collection initializer, <c>Add</c>, or by conversion from dictionaries and outputs of them. It cannot be enumerated
/// with <c>foreach</c>, only with <c>await foreach</c>: a whole map may come later.
/// </remarks>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>,
        IEnumerable,
        IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;

    /// <summary>A map without entries.</summary>
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

    /// <summary>Adds an entry, as <see cref="Add(string, Input{TValue})"/> does; it does not replace one.</summary>
    /// <param name="key">The entry's name.</param>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>Adds an entry; a name that has another value already fails the program.</summary>
    /// <param name="key">The entry's name.</param>
    /// <param name="value">Its value.</param>
    public void Add(string key, Input<TValue> value) =>
        _entries = _entries.Apply(entries => entries.Add(key, value));

    /// <summary>Adds the entries of another map; a name that has another value already fails the program.</summary>
    /// <param name="values">The other map; it stays as it is.</param>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <inheritdoc cref="Add(InputMap{TValue})"/>
    public void AddRange(InputMap<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _entries = Output
            .Tuple(_entries, values._entries)
            .Apply(both => both.Item1.AddRange(both.Item2));
    }

    /// <summary>A new map of the entries of two, which stay as they are; where both have a name, the second counts.</summary>
    /// <param name="first">The one map.</param>
    /// <param name="second">The other map.</param>
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

    /// <summary>The entries, once the map is there; none when it is not known.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
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
            $"An InputMap<{typeof(TValue).Name}> cannot be enumerated with foreach, its entries may come later; use await foreach or ToOutput()."
        );

    private static InputMap<TValue> From<TMap>(Output<TMap> values)
        where TMap : IEnumerable<KeyValuePair<string, TValue>> => new(values.Apply(Wrap));

    private static ImmutableDictionary<string, Input<TValue>> Wrap<TMap>(TMap values)
        where TMap : IEnumerable<KeyValuePair<string, TValue>> =>
        values.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value);

    /// <summary>A map of plain values.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) =>
        new(Output.Create(Wrap(values)));

    /// <summary>A map of plain values.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) =>
        new(Output.Create(Wrap(values)));

    /// <summary>A map that comes later as a whole.</summary>
    public static implicit operator InputMap<TValue>(
        Output<ImmutableDictionary<string, TValue>> values
    ) => From(values);

    /// <summary>A map that comes later as a whole.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        From(values);

    /// <summary>A map that comes later as a whole.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        From(values);
}
