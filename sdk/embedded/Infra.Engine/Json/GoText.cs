using System.Globalization;

namespace Infra.Engine.Json;

/// <summary>Numbers and times as Go's encoding/json writes them, which is how Pulumi's state files spell them.</summary>
internal static class GoText
{
    /// <summary>The shortest text that reads back as the same number; without exponent from 1e-6 to below 1e21.</summary>
    public static string Number(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        var magnitude = Math.Abs(value);
        if (magnitude == 0 || (magnitude is >= 1e-6 and < 1e21))
        {
            return exponentAt < 0 ? shortest : Expand(shortest, exponentAt);
        }

        if (exponentAt < 0)
        {
            return shortest;
        }

        var exponent = int.Parse(shortest.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        return $"{shortest[..exponentAt]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    /// <summary>RFC 3339 in UTC with as many digits of the second as needed.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads RFC 3339; finer than 100 ns is cut off.</summary>
    public static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParse(
            CutToTicks(text),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    private static string CutToTicks(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return text;
        }

        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - dot - 1 <= 7 ? text : string.Concat(text.AsSpan(0, dot + 8), text.AsSpan(end));
    }

    private static string Expand(string shortest, int exponentAt)
    {
        var exponent = int.Parse(shortest.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var negative = shortest[0] == '-';
        var mantissa = shortest[(negative ? 1 : 0)..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? mantissa.Length : point) + exponent;
        var text =
            whole <= 0 ? $"0.{new string('0', -whole)}{digits}"
            : whole >= digits.Length ? digits.PadRight(whole, '0')
            : $"{digits[..whole]}.{digits[whole..]}";
        return negative ? $"-{text}" : text;
    }
}
