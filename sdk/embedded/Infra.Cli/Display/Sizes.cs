namespace Infra.Cli.Display;

/// <summary>Formats numbers of bytes for people, in the decimal units of the Pulumi CLI.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Text(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1000 && unit < Units.Length - 1; unit++)
        {
            value /= 1000;
        }

        return unit > 0 && value < 10 ? $"{value:0.0} {Units[unit]}" : $"{value:0} {Units[unit]}";
    }
}
