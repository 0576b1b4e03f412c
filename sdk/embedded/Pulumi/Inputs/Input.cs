namespace Pulumi;

/// <summary>An input of a resource: a plain value, or an output of another resource. Both convert to it implicitly.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : IInput
{
    private readonly Output<T>? _output;

    private protected Input(Output<T> output) => _output = output;

    /// <summary>Creates an input that keeps its parts and becomes an output on request.</summary>
    private protected Input() { }

    IOutput IInput.Contents => Contents;

    private protected virtual IOutput Contents => Flatten();

    IOutput IInput.ToUntypedOutput() => Flatten();

    internal virtual Output<T> Flatten() => _output!; // The constructor without an output is only for subclasses that override this method.

    /// <summary>Converts a plain value to an input.</summary>
    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    /// <summary>Converts an output to an input.</summary>
    public static implicit operator Input<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value);
    }

    /// <summary>Converts an input to an output.</summary>
    public static implicit operator Output<T>(Input<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Flatten();
    }
}
