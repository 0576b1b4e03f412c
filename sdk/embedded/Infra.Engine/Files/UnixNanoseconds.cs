using System.Globalization;

namespace Infra.Engine.Files;

/// <summary>Times as Pulumi's file backend writes them into names: nanoseconds since 1970, so that names sort by time.</summary>
internal static class UnixNanoseconds
{
    public static string Of(DateTimeOffset time) =>
        ((time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100).ToString(
            CultureInfo.InvariantCulture
        );
}
