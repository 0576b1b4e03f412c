namespace Infra.Cli.Display;

/// <summary>Formats durations for people.</summary>
internal static class Durations
{
    /// <summary>Formats the duration of one resource: <c>0.42s</c>, <c>12s</c>, <c>1m05s</c>.</summary>
    public static string Short(TimeSpan duration, bool whole = false) =>
        duration.TotalSeconds < 1 && !whole
            ? $"{Math.Max(0, duration.TotalSeconds):0.00}s"
            : Whole((long)duration.TotalSeconds);

    /// <summary>Formats the duration of a run, rounded up to seconds.</summary>
    public static string Rounded(TimeSpan duration) =>
        Whole((long)Math.Ceiling(duration.TotalSeconds));

    private static string Whole(long seconds) =>
        seconds < 60 ? $"{seconds}s"
        : seconds < 3600 ? $"{seconds / 60}m{seconds % 60:00}s"
        : $"{seconds / 3600}h{seconds / 60 % 60:00}m{seconds % 60:00}s";
}
