using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list a resource takes: plain values, outputs, or an output of a whole list, in any mixture.</summary>
/// <remarks>
/// Made by a collection initializer, <c>Add</c>, or by conversion from arrays, lists, immutable arrays and outputs of them. It
/// cannot be enumerated with <c>foreach</c>, only with <c>await foreach</c>: a whole list may come later.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _items;

    /// <summary>A list without items.</summary>
    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty)) { }

    private InputList(Output<ImmutableArray<Input<T>>> items) => _items = items;

    private protected override IOutput Contents => _items;

    internal override Output<ImmutableArray<T>> Flatten() =>
        _items.Apply(items => Output.All<T>(items.AsEnumerable()));

    /// <summary>Appends items.</summary>
    /// <param name="inputs">The items.</param>
    public void Add(params Input<T>[] inputs) => AddRange(From(inputs));

    /// <summary>Appends the items of another list.</summary>
    /// <param name="inputs">The other list; it stays as it is.</param>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <inheritdoc cref="Add(InputList{T})"/>
    public void AddRange(InputList<T> inputs) => _items = Concat(inputs)._items;

    /// <summary>A new list of this one's items and then another's; both stay as they are.</summary>
    /// <param name="other">The other list.</param>
    public InputList<T> Concat(InputList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Output.Tuple(_items, other._items).Apply(both => both.Item1.AddRange(both.Item2))
        );
    }

    /// <summary>The items, once the list is there; none when it is not known.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var state = await _items.State.WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var item in state.IsKnown ? state.Value : [])
        {
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException(
            $"An InputList<{typeof(T).Name}> cannot be enumerated with foreach, its items may come later; use await foreach or ToOutput()."
        );

    private static InputList<T> From(IEnumerable<Input<T>> items) =>
        new(Output.Create(items.ToImmutableArray()));

    private static InputList<T> From<TList>(Output<TList> values)
        where TList : IEnumerable<T> =>
        new(values.Apply(list => list.Select(value => (Input<T>)value).ToImmutableArray()));

    /// <summary>A list of one plain value.</summary>
    public static implicit operator InputList<T>(T value) => From([value]);

    /// <summary>A list of one output's value.</summary>
    public static implicit operator InputList<T>(Output<T> value) => From([value]);

    /// <summary>A list of one value.</summary>
    public static implicit operator InputList<T>(Input<T> value) => From([value]);

    /// <summary>A list of plain values.</summary>
    public static implicit operator InputList<T>(T[] values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>A list of outputs' values.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => From(values);

    /// <summary>A list of plain values.</summary>
    public static implicit operator InputList<T>(List<T> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>A list of outputs' values.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => From(values);

    /// <summary>A list of plain values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>A list of outputs' values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => From(values);

    /// <summary>A list that comes later as a whole.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) => From(values);

    /// <summary>A list that comes later as a whole.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) => From(values);

    /// <summary>A list that comes later as a whole.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => From(values);

    /// <summary>A list that comes later as a whole.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => From(values);
}
