using System.Globalization;

namespace Infra.Cli.Json;

/// <summary>Formats times as Pulumi's JSON does.</summary>
internal static class Timestamps
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
