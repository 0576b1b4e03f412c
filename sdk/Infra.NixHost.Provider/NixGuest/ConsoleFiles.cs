using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Text;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The log files of guests' consoles. virtlogd rotates a large one: <c>web.log</c> becomes <c>web.log.0</c>, and so on.</summary>
internal sealed class ConsoleFiles(INixHost host)
{
    private const int LargestTail = 8192;
    private const int LongestLine = 160;
    private const int MostLines = 8;

    private string Home => Path.Combine(host.Options.StateDirectory, "consoles");

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

    private ImmutableArray<string> Tail(string path)
    {
        var log = host.Files.Read(path, FilePart.Last(LargestTail));
        // The message is about the guest; a log that cannot be read must not take its place.
        return log.Failure is not null
            ? []
            :
            [
                .. log
                    .Text.Split('\n')
                    .Select(l => TerminalText.Clean(l, LongestLine).TrimEnd())
                    .Where(l => l.Length > 0)
                    .TakeLast(MostLines),
            ];
    }

    /// <summary>Removes the log of a guest with all its rotations, if there are any.</summary>
    public void Remove(string guestName)
    {
        var log = Path.GetFileName(PathOf(guestName));
        host.Files.Delete([
            .. host.Files.List(Home).Where(IsOfLog).Select(name => Path.Combine(Home, name)),
        ]);

        bool IsOfLog(string name) =>
            name == log
            || (
                name.StartsWith(log + ".", StringComparison.Ordinal)
                && name.AsSpan(log.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0
            );
    }
}
