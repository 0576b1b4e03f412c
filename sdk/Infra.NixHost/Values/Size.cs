using System.Globalization;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A size, as <c>Size.GiB(2)</c> or <c>Size.Parse("2GiB")</c>. Inputs take it beside a text, and outputs give it: <c>Size = image.VirtualSize</c>.
/// Where arithmetic needs a number, it is one of bytes.
/// </summary>
[EnumType]
public readonly struct Size : IEquatable<Size>, IComparable<Size>
{
    private const string Letters = "KMGT";

    private readonly long _bytes;

    /// <summary>The text of an output that is no size, which is wrong only where its number is needed.</summary>
    private readonly string? _other;

    private Size(long bytes) => _bytes = bytes;

    /// <summary>Reads an output that is a text.</summary>
    private Size(string text) => _other = ByteSize.TryParse(text, out _bytes) ? null : text;

    /// <summary>Reads an output that is a number of bytes.</summary>
    private Size(double bytes)
        : this((long)bytes) { }

    /// <summary>The number of bytes.</summary>
    /// <exception cref="FormatException">An output gave a text that is no size, which a provider does not do, but a mock may.</exception>
    public long Bytes => _other is null ? _bytes : throw NoSize(_other);

    /// <summary>A number of bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static Size FromBytes(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new(bytes);
    }

    /// <summary>A number of KiB (1024 bytes).</summary>
    public static Size KiB(long number) => FromBytes(checked(number * (1L << 10)));

    /// <summary>A number of MiB (1024 KiB).</summary>
    public static Size MiB(long number) => FromBytes(checked(number * (1L << 20)));

    /// <summary>A number of GiB (1024 MiB).</summary>
    public static Size GiB(long number) => FromBytes(checked(number * (1L << 30)));

    /// <summary>A number of TiB (1024 GiB).</summary>
    public static Size TiB(long number) => FromBytes(checked(number * (1L << 40)));

    /// <summary>Reads a size as the inputs take it: a number of bytes, or a number with a unit such as <c>512MiB</c>, <c>20GiB</c> or <c>20G</c>.</summary>
    /// <exception cref="FormatException">The text is no size.</exception>
    public static Size Parse(string text) =>
        TryParse(text, out var size) ? size : throw NoSize(text);

    /// <summary>Reads a size as the inputs take it.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out Size size)
    {
        var isSize = ByteSize.TryParse(text ?? "", out var bytes);
        size = new(bytes);
        return isSize;
    }

    /// <summary>Returns the text that the provider receives.</summary>
    public static explicit operator string(Size size) => size.ToString();

    /// <summary>Converts the size to an input that takes texts.</summary>
    public static implicit operator Input<string>(Size size) => size.ToString();

    /// <summary>Returns the number of bytes.</summary>
    public static implicit operator double(Size size) => size.Bytes;

    /// <summary>The sum.</summary>
    public static Size operator +(Size left, Size right) => new(checked(left.Bytes + right.Bytes));

    /// <summary>The difference.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The right size is the larger one.</exception>
    public static Size operator -(Size left, Size right) => FromBytes(left.Bytes - right.Bytes);

    /// <summary>Whether both are the same number of bytes.</summary>
    public static bool operator ==(Size left, Size right) => left.Equals(right);

    /// <summary>Whether they are different numbers of bytes.</summary>
    public static bool operator !=(Size left, Size right) => !left.Equals(right);

    /// <summary>Whether the left size is the smaller one.</summary>
    public static bool operator <(Size left, Size right) => left.Bytes < right.Bytes;

    /// <summary>Whether the left size is the larger one.</summary>
    public static bool operator >(Size left, Size right) => left.Bytes > right.Bytes;

    /// <summary>Whether the left size is not the larger one.</summary>
    public static bool operator <=(Size left, Size right) => left.Bytes <= right.Bytes;

    /// <summary>Whether the left size is not the smaller one.</summary>
    public static bool operator >=(Size left, Size right) => left.Bytes >= right.Bytes;

    /// <inheritdoc/>
    public bool Equals(Size other) =>
        _bytes == other._bytes && string.Equals(_other, other._other, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Size other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bytes, _other);

    /// <inheritdoc/>
    public int CompareTo(Size other) => Bytes.CompareTo(other.Bytes);

    /// <summary>Returns the size in the largest unit that divides it, such as <c>2GiB</c>, or as a number of bytes.</summary>
    public override string ToString()
    {
        if (_other is not null)
        {
            return _other;
        }

        var (number, power) = (_bytes, 0);
        while (number > 0 && number % 1024 == 0 && power < Letters.Length)
        {
            (number, power) = (number / 1024, power + 1);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{number}{(power == 0 ? "" : $"{Letters[power - 1]}iB")}"
        );
    }

    private static FormatException NoSize(string text) =>
        new($"\"{text}\" is not a valid size; give {ByteSize.Expected}.");
}
