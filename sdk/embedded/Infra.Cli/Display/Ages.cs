namespace Infra.Cli.Display;

/// <summary>Formats the age of something for people.</summary>
internal static class Ages
{
    public static string Describe(TimeSpan age) =>
        age.TotalMinutes < 1 ? "now"
        : age.TotalHours < 1 ? Count((int)age.TotalMinutes, "minute")
        : age.TotalDays < 1 ? Count((int)age.TotalHours, "hour")
        : age.TotalDays < 365 ? Count((int)age.TotalDays, "day")
        : Count((int)(age.TotalDays / 365), "year");

    private static string Count(int count, string unit) =>
        count == 1 ? $"1 {unit} ago" : $"{count} {unit}s ago";
}
