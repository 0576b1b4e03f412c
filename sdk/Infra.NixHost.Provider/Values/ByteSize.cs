using System.Globalization;

namespace Infra.NixHost;

/// <summary>Sizes as users write them: a number of bytes, or a number and a unit.</summary>
/// <remarks>
/// <c>K</c>, <c>M</c>, <c>G</c>, <c>T</c> and <c>KiB</c> … <c>TiB</c> count by 1024, as qemu-img and libvirt do; <c>KB</c> … <c>TB</c> by 1000.
/// </remarks>
internal static class ByteSize
{
    /// <summary>Describes the accepted forms of a size, for error messages.</summary>
    public const string Expected =
        "a number of bytes, or a number with a unit such as \"512MiB\", \"20GiB\" or \"20G\"";

    private const string Letters = "KMGT";

    /// <summary>Parses a size into bytes.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var trimmed = text.AsSpan().Trim();
        var digits = 0;
        while (
            digits < trimmed.Length
            && (char.IsAsciiDigit(trimmed[digits]) || trimmed[digits] == '.')
        )
        {
            digits++;
        }

        if (
            !decimal.TryParse(
                trimmed[..digits],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            ) || !TryUnit(trimmed[digits..].Trim(), out var unit)
        )
        {
            return false;
        }

        if (number > long.MaxValue / unit)
        {
            return false;
        }

        bytes = (long)decimal.Ceiling(number * unit);
        return true;
    }

    /// <summary>Formats a size for the user in the largest fitting unit.</summary>
    public static string Format(long bytes)
    {
        if (bytes < 1024)
        {
            return $"{bytes} bytes";
        }

        var value = (double)bytes;
        var unit = -1;
        while (value >= 1024 && unit < Letters.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return FormattableString.Invariant($"{value:0.##} {Letters[unit]}iB");
    }

    private static bool TryUnit(ReadOnlySpan<char> text, out long unit)
    {
        unit = 1;
        if (text is "" or "B")
        {
            return true;
        }

        var power = Letters.IndexOf(char.ToUpperInvariant(text[0]), StringComparison.Ordinal) + 1;
        var step = text[1..] switch
        {
            "" or "iB" => 1024L,
            "B" => 1000L,
            _ => 0L,
        };
        for (var i = 0; i < power; i++)
        {
            unit *= step;
        }

        return power > 0 && step > 0;
    }
}
