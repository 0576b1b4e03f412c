namespace Pulumi;

/// <summary>What a resource takes: a plain value, or an output of another resource. Both convert to it by themselves.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : IInput
{
    private readonly Output<T>? _output;

    private protected Input(Output<T> output) => _output = output;

    /// <summary>For inputs that keep their parts and become an output only when somebody asks.</summary>
    private protected Input() { }

    IOutput IInput.Contents => Contents;

    private protected virtual IOutput Contents => Flatten();

    IOutput IInput.ToUntypedOutput() => Flatten();

    internal virtual Output<T> Flatten() => _output!; // Set by the only constructor whose users do not override this.

    /// <summary>A plain value as an input.</summary>
    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    /// <summary>An output as an input.</summary>
    public static implicit operator Input<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value);
    }

    /// <summary>An input as an output.</summary>
    public static implicit operator Output<T>(Input<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Flatten();
    }
}
