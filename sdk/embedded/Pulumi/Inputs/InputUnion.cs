namespace Pulumi;

/// <summary>An input whose value has one of two types.</summary>
/// <typeparam name="T0">The first type.</typeparam>
/// <typeparam name="T1">The second type.</typeparam>
public sealed class InputUnion<T0, T1> : Input<Union<T0, T1>>
{
    /// <summary>Creates a union of the default of the first type.</summary>
    public InputUnion()
        : this(Output.Create(default(Union<T0, T1>))) { }

    private InputUnion(Output<Union<T0, T1>> union)
        : base(union) { }

    private static InputUnion<T0, T1> From0(Output<T0> value) =>
        new(value.Apply(Union<T0, T1>.FromT0));

    private static InputUnion<T0, T1> From1(Output<T1> value) =>
        new(value.Apply(Union<T0, T1>.FromT1));

    /// <summary>Converts a plain value of the first type.</summary>
    public static implicit operator InputUnion<T0, T1>(T0 value) => From0(Output.Create(value));

    /// <summary>Converts a plain value of the second type.</summary>
    public static implicit operator InputUnion<T0, T1>(T1 value) => From1(Output.Create(value));

    /// <summary>Converts a plain value of either type.</summary>
    public static implicit operator InputUnion<T0, T1>(Union<T0, T1> value) =>
        new(Output.Create(value));

    /// <summary>Converts an output of the first type.</summary>
    public static implicit operator InputUnion<T0, T1>(Output<T0> value) => From0(value);

    /// <summary>Converts an output of the second type.</summary>
    public static implicit operator InputUnion<T0, T1>(Output<T1> value) => From1(value);

    /// <summary>Converts an output of either type.</summary>
    public static implicit operator InputUnion<T0, T1>(Output<Union<T0, T1>> value) => new(value);

    /// <summary>Converts an input of the first type.</summary>
    public static implicit operator InputUnion<T0, T1>(Input<T0> value) => From0(value.ToOutput());

    /// <summary>Converts an input of the second type.</summary>
    public static implicit operator InputUnion<T0, T1>(Input<T1> value) => From1(value.ToOutput());
}
