using System.Collections.Immutable;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Text;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The log files of guests' consoles. virtlogd rotates a large one: <c>web.log</c> becomes <c>web.log.0</c>, and so on.</summary>
internal sealed class ConsoleFiles(HostOptions options)
{
    private const int LargestTail = 8192;
    private const int LongestLine = 160;
    private const int MostLines = 8;

    private string Home => Path.Combine(options.StateDirectory, "consoles");

    /// <summary>The log of a guest.</summary>
    public string PathOf(string guestName) => Path.Combine(Home, $"{guestName}.log");

    /// <summary>Where the log of a failed guest is, and its last lines, for the end of a message.</summary>
    public string Describe(string guestName)
    {
        var path = PathOf(guestName);
        var lines = Tail(path);
        return lines.Length == 0
            ? $"Its console is {path}."
            : $"Its console is {path} and ends with:\n{string.Join('\n', lines.Select(l => $"    {l}"))}";
    }

    private static ImmutableArray<string> Tail(string path)
    {
        try
        {
            using var log = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            log.Seek(-Math.Min(log.Length, LargestTail), SeekOrigin.End);
            using var reader = new StreamReader(log);
            return
            [
                .. reader
                    .ReadToEnd()
                    .Split('\n')
                    .Select(l => TerminalText.Clean(l, LongestLine).TrimEnd())
                    .Where(l => l.Length > 0)
                    .TakeLast(MostLines),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The message is about the guest; a log that cannot be read must not take its place.
            return [];
        }
    }

    /// <summary>Removes the log of a guest with all its rotations, if there are any.</summary>
    public void Remove(string guestName)
    {
        if (!Directory.Exists(Home))
        {
            return;
        }

        var log = Path.GetFileName(PathOf(guestName));
        foreach (var file in new DirectoryInfo(Home).EnumerateFiles())
        {
            if (
                file.Name == log
                || (
                    file.Name.StartsWith(log + ".", StringComparison.Ordinal)
                    && file.Name.AsSpan(log.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0
                )
            )
            {
                file.Delete();
            }
        }
    }
}
