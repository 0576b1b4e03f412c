using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>A value of either of two types.</summary>
/// <typeparam name="T0">The one type.</typeparam>
/// <typeparam name="T1">The other type.</typeparam>
public readonly struct Union<T0, T1> : IEquatable<Union<T0, T1>>, IUnion
{
    private readonly T0 _first;
    private readonly T1 _second;

    private Union(T0 first, T1 second, bool isT1)
    {
        _first = first;
        _second = second;
        IsT1 = isT1;
    }

    /// <summary>The value, of whichever type it is.</summary>
    public object Value => (IsT1 ? (object?)_second : _first)!;

    object? IUnion.Content => Value;

    /// <summary>Whether it is of the first type; so is a union nobody gave a value.</summary>
    public bool IsT0 => !IsT1;

    /// <summary>Whether it is of the second type.</summary>
    public bool IsT1 { get; }

    /// <summary>The value as the first type.</summary>
    /// <exception cref="InvalidOperationException">It is of the second type.</exception>
    public T0 AsT0 => IsT0 ? _first : throw Other(typeof(T0), typeof(T1));

    /// <summary>The value as the second type.</summary>
    /// <exception cref="InvalidOperationException">It is of the first type.</exception>
    public T1 AsT1 => IsT1 ? _second : throw Other(typeof(T1), typeof(T0));

    /// <summary>A union of a value of the first type.</summary>
    public static Union<T0, T1> FromT0(T0 input) => new(input, default!, isT1: false);

    /// <summary>A union of a value of the second type.</summary>
    public static Union<T0, T1> FromT1(T1 input) => new(default!, input, isT1: true);

    /// <summary>A union of a value of the first type.</summary>
    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    /// <summary>A union of a value of the second type.</summary>
    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    /// <summary>Runs the one of two actions that takes the value.</summary>
    /// <param name="f0">For the first type.</param>
    /// <param name="f1">For the second type.</param>
    public void Switch(Action<T0> f0, Action<T1> f1)
    {
        if (IsT0)
        {
            f0(_first);
        }
        else
        {
            f1(_second);
        }
    }

    /// <summary>Computes a result by the one of two functions that takes the value.</summary>
    /// <param name="f0">For the first type.</param>
    /// <param name="f1">For the second type.</param>
    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) =>
        IsT0 ? f0(_first) : f1(_second);

    /// <summary>A union whose value went through a function if it is of the first type.</summary>
    /// <param name="mapFunc">The function.</param>
    public Union<TResult, T1> MapT0<TResult>(Func<T0, TResult> mapFunc) =>
        IsT0 ? mapFunc(_first) : _second;

    /// <summary>A union whose value went through a function if it is of the second type.</summary>
    /// <param name="mapFunc">The function.</param>
    public Union<T0, TResult> MapT1<TResult>(Func<T1, TResult> mapFunc) =>
        IsT1 ? mapFunc(_second) : _first;

    /// <summary>A union whose value went through the one of two functions that takes it.</summary>
    /// <param name="mapFunc0">For the first type.</param>
    /// <param name="mapFunc1">For the second type.</param>
    public Union<TResult0, TResult1> Bimap<TResult0, TResult1>(
        Func<T0, TResult0> mapFunc0,
        Func<T1, TResult1> mapFunc1
    ) => IsT0 ? mapFunc0(_first) : mapFunc1(_second);

    /// <summary>Gets the value if it is of the first type.</summary>
    /// <param name="value">The value, or a default.</param>
    /// <param name="remainder">The value if it is of the second type, or a default.</param>
    public bool TryPickT0(
        [MaybeNullWhen(false)] out T0 value,
        [MaybeNullWhen(true)] out T1 remainder
    )
    {
        (value, remainder) = (_first, _second);
        return IsT0;
    }

    /// <summary>Gets the value if it is of the second type.</summary>
    /// <param name="value">The value, or a default.</param>
    /// <param name="remainder">The value if it is of the first type, or a default.</param>
    public bool TryPickT1(
        [MaybeNullWhen(false)] out T1 value,
        [MaybeNullWhen(true)] out T0 remainder
    )
    {
        (value, remainder) = (_second, _first);
        return IsT1;
    }

    /// <summary>Whether both hold equal values of the same type.</summary>
    public bool Equals(Union<T0, T1> other) =>
        IsT1 == other.IsT1
        && (
            IsT1
                ? EqualityComparer<T1>.Default.Equals(_second, other._second)
                : EqualityComparer<T0>.Default.Equals(_first, other._first)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsT1, IsT1 ? (object?)_second : _first);

    /// <summary>The value's text.</summary>
    public override string ToString() => $"{Value}";

    /// <summary>Whether both hold equal values of the same type.</summary>
    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    /// <summary>Whether they hold different values, or values of different types.</summary>
    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);

    private static InvalidOperationException Other(Type asked, Type held) =>
        new($"The union holds a {held.Name}, not a {asked.Name}.");
}
