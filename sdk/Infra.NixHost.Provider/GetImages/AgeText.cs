using System.Globalization;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>Ages as people write them: a number with a unit.</summary>
internal static class AgeText
{
    /// <summary>Describes the accepted forms of an age, for error messages.</summary>
    public const string Expected = "a number with a unit such as \"30d\", \"12h\" or \"8w\"";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Parses an age.</summary>
    public static bool TryParse(string text, out TimeSpan age)
    {
        age = TimeSpan.Zero;
        var hours = text.Length == 0 ? 0 : HoursOf(text[^1]);
        if (
            hours == 0
            || !int.TryParse(
                text.AsSpan(..^1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            || number > Longest.TotalHours / hours
        )
        {
            return false;
        }

        age = TimeSpan.FromHours((double)number * hours);
        return true;
    }

    /// <summary>Formats an age in the largest unit that tells two of them apart.</summary>
    public static string Format(TimeSpan age) =>
        age.TotalHours >= 48 ? $"{(long)age.TotalDays} d"
        : age.TotalMinutes >= 120 ? $"{(long)age.TotalHours} h"
        : $"{Math.Max(0, (long)age.TotalMinutes)} min";

    private static int HoursOf(char unit) =>
        unit switch
        {
            'h' => 1,
            'd' => 24,
            'w' => 7 * 24,
            _ => 0,
        };
}
