using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Processes;

/// <summary>The descendants of a process at one moment. Each has its start time, because the kernel reuses process ids.</summary>
internal sealed partial class ProcessTree
{
    private const int SigKill = 9;
    private readonly ImmutableArray<(int Id, string Started)> _members;

    private ProcessTree(ImmutableArray<(int, string)> members) => _members = members;

    public static ProcessTree Below(int processId)
    {
        var parents = Directory
            .EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), out var id) ? id : 0)
            .Where(id => id > 0)
            .SelectMany(id =>
                Stat(id) is { } stat
                    ? [(Id: id, stat.Parent, stat.Started)]
                    : Array.Empty<(int Id, int Parent, string Started)>()
            )
            .ToLookup(process => process.Parent, process => (process.Id, process.Started));
        var found = new List<(int Id, string Started)>(parents[processId]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents[found[i].Id]);
        }

        return new([.. found]);
    }

    public void KillSurvivors()
    {
        foreach (var (id, started) in _members)
        {
            if (Stat(id)?.Started == started)
            {
                _ = Kill(id, SigKill);
            }
        }
    }

    /// <summary>Reads fields 4 and 22 of /proc/PID/stat (proc(5)). The name before them is in brackets and may hold any byte.</summary>
    private static (int Parent, string Started)? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1]), fields[19]);
        }
        catch (IOException)
        {
            // The process ended after the listing, so it has no stat any more.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
