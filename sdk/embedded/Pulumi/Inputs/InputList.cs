using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list as an input: plain values, outputs, and outputs of whole lists in any mixture.</summary>
/// <remarks>
/// A list is created by a collection initializer, by <c>Add</c>, or from an array, list, immutable array or output of one. It
/// is enumerated with <c>await foreach</c>, not with <c>foreach</c>, because its items may not be known yet.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _items;

    /// <summary>Creates an empty list.</summary>
    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty)) { }

    private InputList(Output<ImmutableArray<Input<T>>> items) => _items = items;

    private protected override IOutput Contents => _items;

    internal override Output<ImmutableArray<T>> Flatten() =>
        _items.Apply(items => Output.All<T>(items.AsEnumerable()));

    /// <summary>Appends items.</summary>
    public void Add(params Input<T>[] inputs) => AddRange(From(inputs));

    /// <summary>Appends the items of another list.</summary>
    /// <param name="inputs">The other list, which does not change.</param>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <inheritdoc cref="Add(InputList{T})"/>
    public void AddRange(InputList<T> inputs) => _items = Concat(inputs)._items;

    /// <summary>Creates a list of the items of this list and then of another. Neither list changes.</summary>
    public InputList<T> Concat(InputList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Output.Tuple(_items, other._items).Apply(both => both.Item1.AddRange(both.Item2))
        );
    }

    /// <summary>Enumerates the items once the list is known; an unknown list has none.</summary>
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
            $"An InputList<{typeof(T).Name}> cannot be enumerated with foreach, because its items may not be known yet. Use await foreach or ToOutput()."
        );

    private static InputList<T> From(IEnumerable<Input<T>> items) =>
        new(Output.Create(items.ToImmutableArray()));

    private static InputList<T> From<TList>(Output<TList> values)
        where TList : IEnumerable<T> =>
        new(values.Apply(list => list.Select(value => (Input<T>)value).ToImmutableArray()));

    /// <summary>Creates a list of one plain value.</summary>
    public static implicit operator InputList<T>(T value) => From([value]);

    /// <summary>Creates a list of the value of one output.</summary>
    public static implicit operator InputList<T>(Output<T> value) => From([value]);

    /// <summary>Creates a list of the value of one input.</summary>
    public static implicit operator InputList<T>(Input<T> value) => From([value]);

    /// <summary>Creates a list of plain values.</summary>
    public static implicit operator InputList<T>(T[] values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>Creates a list of the values of outputs.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>Creates a list of the values of inputs.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => From(values);

    /// <summary>Creates a list of plain values.</summary>
    public static implicit operator InputList<T>(List<T> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>Creates a list of the values of outputs.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>Creates a list of the values of inputs.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => From(values);

    /// <summary>Creates a list of plain values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>Creates a list of the values of outputs.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        From(values.Select(value => (Input<T>)value));

    /// <summary>Creates a list of the values of inputs.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => From(values);

    /// <summary>Creates a list from an output of a whole list.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) => From(values);

    /// <summary>Creates a list from an output of a whole list.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) => From(values);

    /// <summary>Creates a list from an output of a whole list.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => From(values);

    /// <summary>Creates a list from an output of a whole list.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => From(values);
}
