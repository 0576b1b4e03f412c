namespace Pulumi;

/// <summary>What a resource takes where a value of either of two types will do.</summary>
/// <typeparam name="T0">The one type.</typeparam>
/// <typeparam name="T1">The other type.</typeparam>
public sealed class InputUnion<T0, T1> : Input<Union<T0, T1>>
{
    /// <summary>A union of the first type's default.</summary>
    public InputUnion()
        : this(Output.Create(default(Union<T0, T1>))) { }

    private InputUnion(Output<Union<T0, T1>> union)
        : base(union) { }

    private static InputUnion<T0, T1> From0(Output<T0> value) =>
        new(value.Apply(Union<T0, T1>.FromT0));

    private static InputUnion<T0, T1> From1(Output<T1> value) =>
        new(value.Apply(Union<T0, T1>.FromT1));

    /// <summary>A plain value of the first type.</summary>
    public static implicit operator InputUnion<T0, T1>(T0 value) => From0(Output.Create(value));

    /// <summary>A plain value of the second type.</summary>
    public static implicit operator InputUnion<T0, T1>(T1 value) => From1(Output.Create(value));

    /// <summary>A plain value of either type.</summary>
    public static implicit operator InputUnion<T0, T1>(Union<T0, T1> value) =>
        new(Output.Create(value));

    /// <summary>An output of the first type.</summary>
    public static implicit operator InputUnion<T0, T1>(Output<T0> value) => From0(value);

    /// <summary>An output of the second type.</summary>
    public static implicit operator InputUnion<T0, T1>(Output<T1> value) => From1(value);

    /// <summary>An output of either type.</summary>
    public static implicit operator InputUnion<T0, T1>(Output<Union<T0, T1>> value) => new(value);

    /// <summary>An input of the first type.</summary>
    public static implicit operator InputUnion<T0, T1>(Input<T0> value) => From0(value.ToOutput());

    /// <summary>An input of the second type.</summary>
    public static implicit operator InputUnion<T0, T1>(Input<T1> value) => From1(value.ToOutput());
}
