using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Reaches into outputs of lists and unions.</summary>
public static class OutputExtensions
{
    /// <summary>The first item of a list; a list without items fails the program.</summary>
    public static Output<T> First<T>(this Output<ImmutableArray<T>> array) =>
        array.Apply(items => items[0]);

    /// <summary>One item of a list.</summary>
    /// <param name="array">The list.</param>
    /// <param name="index">Its place, counted from 0; one outside of the list fails the program.</param>
    public static Output<T> GetAt<T>(this Output<ImmutableArray<T>> array, Input<int> index) =>
        Output.Tuple(array, index.ToOutput()).Apply(both => both.Item1[both.Item2]);

    /// <summary>The number of items of a list.</summary>
    public static Output<int> Length<T>(this Output<ImmutableArray<T>> array) =>
        array.Apply(items => items.Length);

    /// <summary>Whether the union holds its first type.</summary>
    public static Output<bool> IsT0<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.IsT0);

    /// <summary>Whether the union holds its second type.</summary>
    public static Output<bool> IsT1<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.IsT1);

    /// <summary>The union's value as its first type; the other one fails the program.</summary>
    public static Output<T0> AsT0<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.AsT0);

    /// <summary>The union's value as its second type; the other one fails the program.</summary>
    public static Output<T1> AsT1<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.AsT1);

    /// <summary>The union's value, of whichever type it is.</summary>
    public static Output<object> Value<T0, T1>(this Output<Union<T0, T1>> output) =>
        output.Apply(union => union.Value);
}
