using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Protocol.Values;

/// <summary>Durations as Go writes them: <c>90s</c>, <c>1h30m</c>, <c>120000000000ns</c>.</summary>
public static partial class GoDuration
{
    /// <summary>The duration in seconds; an empty text is none.</summary>
    /// <exception cref="InfraException">The text is not a duration.</exception>
    public static double Seconds(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var match = Whole().Match(text);
        return match.Success
            ? match.Groups["amount"].Captures.Zip(match.Groups["unit"].Captures, Nanoseconds).Sum()
                / 1e9
            : throw new InfraException(
                $"'{text}' is not a duration: write it like 90s, 10m or 1h30m."
            );
    }

    /// <summary>Seconds as a duration, e.g. <c>1h30m0s</c>; empty for none.</summary>
    public static string Text(double seconds)
    {
        if (seconds <= 0)
        {
            return "";
        }

        if (seconds < 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.######}ms");
        }

        var (hours, rest) = (Math.Floor(seconds / 3600), seconds % 3600);
        var text = string.Create(CultureInfo.InvariantCulture, $"{rest % 60:0.#########}s");
        return hours > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{hours}h{Math.Floor(rest / 60)}m{text}"
                )
            : rest >= 60
                ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(rest / 60)}m{text}")
            : text;
    }

    private static double Nanoseconds(Capture amount, Capture unit) =>
        double.Parse(amount.Value, CultureInfo.InvariantCulture)
        * unit.Value switch
        {
            "ns" => 1,
            "us" or "µs" => 1e3,
            "ms" => 1e6,
            "s" => 1e9,
            "m" => 60e9,
            _ => 3600e9,
        };

    [GeneratedRegex(
        @"\A\+?((?<amount>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<unit>ns|us|µs|ms|s|m|h))+\z|\A0\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();
}
