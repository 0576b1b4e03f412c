using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Protocol;

namespace Infra.Engine.Monitor;

/// <summary>Durations as Go writes them: <c>90s</c>, <c>1h30m</c>, <c>120000000000ns</c>.</summary>
internal static partial class GoDuration
{
    /// <summary>The duration in seconds; an empty text is none.</summary>
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
        @"^\+?((?<amount>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<unit>ns|us|µs|ms|s|m|h))+$|^0$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Whole();
}
