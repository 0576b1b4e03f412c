using System.Globalization;

namespace Infra.NixHost.Provider.Values;

/// <summary>Durations as users write them: a number of seconds, or parts such as <c>1h30m</c>, <c>5m</c>, <c>90s</c>.</summary>
internal static class DurationText
{
    /// <summary>Describes the accepted forms of a duration, for error messages.</summary>
    public const string Expected =
        "a number of seconds, or a text such as \"90s\", \"5m\" or \"1h30m\"";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Parses a duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
            {
                digits++;
            }

            if (
                !double.TryParse(
                    rest[..digits],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                return false;
            }

            var unit = UnitOf(rest[digits..], out var length);
            if (length < 0 || number * unit > Longest.TotalSeconds)
            {
                return false;
            }

            duration += TimeSpan.FromSeconds(number * unit);
            rest = rest[(digits + length)..];
        }

        return duration <= Longest;
    }

    /// <summary>Formats a duration for the user.</summary>
    public static string Format(TimeSpan duration) =>
        duration < TimeSpan.FromMinutes(1) || duration.Seconds != 0
            ? $"{(long)duration.TotalSeconds} s"
            : $"{(long)duration.TotalMinutes} min";

    private static double UnitOf(ReadOnlySpan<char> text, out int length)
    {
        length = text.StartsWith("ms", StringComparison.Ordinal) ? 2 : Math.Min(1, text.Length);
        switch (text[..length])
        {
            case "ms":
                return 0.001;
            case "" or "s":
                return 1;
            case "m":
                return 60;
            case "h":
                return 3600;
            default:
                length = -1;
                return 0;
        }
    }
}
