using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Processes;

/// <summary>The descendants of a process at one moment, each with its start time so that a reused id is not mistaken for it.</summary>
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
            .Select(id => (Id: id, Stat: Stat(id)))
            .Where(process => process.Stat is not null)
            .ToLookup(
                process => process.Stat!.Value.Parent,
                process => (process.Id, process.Stat!.Value.Started)
            );
        var found = new List<(int Id, string Started)>(parents[processId]);
        for (var i = 0; i < found.Count; i++)
            found.AddRange(parents[found[i].Id]);
        return new([.. found]);
    }

    public void KillSurvivors()
    {
        foreach (var (id, started) in _members)
        {
            if (Stat(id)?.Started == started)
                _ = Kill(id, SigKill);
        }
    }

    /// <summary>Fields 4 and 22 of /proc/PID/stat (proc(5)); the name before them is in brackets and may hold anything.</summary>
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
            // The process ended between the listing and the reading.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
