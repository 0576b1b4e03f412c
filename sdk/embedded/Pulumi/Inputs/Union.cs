using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>A value of one of two types.</summary>
/// <typeparam name="T0">The first type.</typeparam>
/// <typeparam name="T1">The second type.</typeparam>
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

    /// <summary>The value, of either type.</summary>
    public object Value => (IsT1 ? (object?)_second : _first)!; // The type is that of the real package; a null value stays null.

    object? IUnion.Content => Value;

    /// <summary>Whether the value has the first type. A union without a value counts as the first type.</summary>
    public bool IsT0 => !IsT1;

    /// <summary>Whether the value has the second type.</summary>
    public bool IsT1 { get; }

    /// <summary>The value as the first type.</summary>
    /// <exception cref="InvalidOperationException">The value has the second type.</exception>
    public T0 AsT0 => IsT0 ? _first : throw Other(typeof(T0), typeof(T1));

    /// <summary>The value as the second type.</summary>
    /// <exception cref="InvalidOperationException">The value has the first type.</exception>
    public T1 AsT1 => IsT1 ? _second : throw Other(typeof(T1), typeof(T0));

    /// <summary>Creates a union from a value of the first type.</summary>
    public static Union<T0, T1> FromT0(T0 input) => new(input, default!, isT1: false); // IsT1 hides the other value.

    /// <summary>Creates a union from a value of the second type.</summary>
    public static Union<T0, T1> FromT1(T1 input) => new(default!, input, isT1: true); // IsT1 hides the other value.

    /// <summary>Creates a union from a value of the first type.</summary>
    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    /// <summary>Creates a union from a value of the second type.</summary>
    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    /// <summary>Runs the action for the type of the value.</summary>
    /// <param name="f0">The one for the first type.</param>
    /// <param name="f1">The one for the second type.</param>
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

    /// <summary>Returns the result of the function for the type of the value.</summary>
    /// <param name="f0">The one for the first type.</param>
    /// <param name="f1">The one for the second type.</param>
    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) =>
        IsT0 ? f0(_first) : f1(_second);

    /// <summary>Maps the value if it has the first type.</summary>
    public Union<TResult, T1> MapT0<TResult>(Func<T0, TResult> mapFunc) =>
        IsT0 ? mapFunc(_first) : _second;

    /// <summary>Maps the value if it has the second type.</summary>
    public Union<T0, TResult> MapT1<TResult>(Func<T1, TResult> mapFunc) =>
        IsT1 ? mapFunc(_second) : _first;

    /// <summary>Maps the value by the function for its type.</summary>
    /// <param name="mapFunc0">The one for the first type.</param>
    /// <param name="mapFunc1">The one for the second type.</param>
    public Union<TResult0, TResult1> Bimap<TResult0, TResult1>(
        Func<T0, TResult0> mapFunc0,
        Func<T1, TResult1> mapFunc1
    ) => IsT0 ? mapFunc0(_first) : mapFunc1(_second);

    /// <summary>Gets the value if it has the first type.</summary>
    /// <param name="value">The value, or the type's default.</param>
    /// <param name="remainder">The value if it has the second type, else that type's default.</param>
    public bool TryPickT0(
        [MaybeNullWhen(false)] out T0 value,
        [MaybeNullWhen(true)] out T1 remainder
    )
    {
        (value, remainder) = (_first, _second);
        return IsT0;
    }

    /// <summary>Gets the value if it has the second type.</summary>
    /// <param name="value">The value, or the type's default.</param>
    /// <param name="remainder">The value if it has the first type, else that type's default.</param>
    public bool TryPickT1(
        [MaybeNullWhen(false)] out T1 value,
        [MaybeNullWhen(true)] out T0 remainder
    )
    {
        (value, remainder) = (_second, _first);
        return IsT1;
    }

    /// <summary>Whether both contain equal values of the same type.</summary>
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

    /// <summary>Returns the value as a string.</summary>
    public override string ToString() => $"{Value}";

    /// <summary>Whether both contain equal values of the same type.</summary>
    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    /// <summary>Whether they contain different values, or values of different types.</summary>
    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);

    private static InvalidOperationException Other(Type asked, Type held) =>
        new($"The union contains a value of type {held.Name}, not {asked.Name}.");
}
