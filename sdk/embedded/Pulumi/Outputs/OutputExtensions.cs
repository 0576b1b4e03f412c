using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Gets parts of outputs of lists and unions.</summary>
public static class OutputExtensions
{
    /// <summary>Gets the first item of a list. An empty list ends the program.</summary>
    public static Output<T> First<T>(this Output<ImmutableArray<T>> array) =>
        array.Apply(items => items[0]);

    /// <summary>Gets one item of a list.</summary>
    /// <param name="index">The index, from 0. An index outside the list ends the program.</param>
    public static Output<T> GetAt<T>(this Output<ImmutableArray<T>> array, Input<int> index) =>
        Output.Tuple(array, index.ToOutput()).Apply(both => both.Item1[both.Item2]);

    /// <summary>Gets the number of items of a list.</summary>
    public static Output<int> Length<T>(this Output<ImmutableArray<T>> array) =>
        array.Apply(items => items.Length);

    /// <summary>Returns whether the union contains a value of its first type.</summary>
    public static Output<bool> IsT0<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.IsT0);

    /// <summary>Returns whether the union contains a value of its second type.</summary>
    public static Output<bool> IsT1<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.IsT1);

    /// <summary>Gets the union's value as its first type. A value of the second type ends the program.</summary>
    public static Output<T0> AsT0<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.AsT0);

    /// <summary>Gets the union's value as its second type. A value of the first type ends the program.</summary>
    public static Output<T1> AsT1<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.AsT1);

    /// <summary>Gets the union's value, of either type.</summary>
    public static Output<object> Value<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.Value);
}
