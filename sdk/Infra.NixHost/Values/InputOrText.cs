using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// An input that takes a value or its text: a choice such as <see cref="DiskBus.Scsi"/> or <c>scsi</c>, a <see cref="Size"/> or <c>20GiB</c>,
/// a <see cref="TimeSpan"/> or <c>5m</c>; each of them now or as an output of another resource. The provider gets the text, so that a program
/// can also say what is newer than this library.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class InputOrText<T>
    where T : struct
{
    private readonly Input<string> _text;

    private InputOrText(Input<string> text) => _text = text;

    /// <summary>Takes a value.</summary>
    public static implicit operator InputOrText<T>(T value) => new(TextOf(value));

    /// <summary>Takes a text; <c>null</c> is no input.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator InputOrText<T>?(string? text) =>
        text is null ? null : new(text);

    /// <summary>Takes a value of an output; <c>null</c> is no input.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator InputOrText<T>?(Output<T>? value) =>
        value is null ? null : new(value.Apply(TextOf));

    /// <summary>Takes a text of an output; <c>null</c> is no input.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator InputOrText<T>?(Output<string>? text) =>
        text is null ? null : new(text);

    /// <summary>Takes a value of an input; <c>null</c> is no input.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator InputOrText<T>?(Input<T>? value) =>
        value is null ? null : new(value.ToOutput().Apply(TextOf));

    /// <summary>Takes a text of an input; <c>null</c> is no input.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator InputOrText<T>?(Input<string>? text) =>
        text is null ? null : new(text);

    /// <summary>Returns the text that the provider receives; <c>null</c> for no input.</summary>
    [return: NotNullIfNotNull(nameof(input))]
    public static implicit operator Input<string>?(InputOrText<T>? input) => input?._text;

    /// <summary>Returns the text that the provider receives.</summary>
    public Input<string> AsText() => _text;

    /// <summary>The input with a text; <c>null</c> for none.</summary>
    internal static InputOrText<T>? Over(Input<string>? text) => text is null ? null : new(text);

    private static string TextOf(T value) =>
        value is TimeSpan time
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s")
            // Choices and sizes are written as the provider reads them.
            : value.ToString() ?? "";
}
