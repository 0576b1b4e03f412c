using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Infra.Engine.Backend;

/// <summary>What tells a process from every other one: a pid comes again, and means something in its PID namespace only.</summary>
/// <param name="Machine">A digest of the machine's id; <c>null</c> when it has none.</param>
/// <param name="Boot">The id of the boot.</param>
/// <param name="PidNamespace">The PID namespace, as the kernel names it.</param>
/// <param name="TimeNamespace">The time namespace, which shifts start times; <c>null</c> where the kernel has none.</param>
/// <param name="StartTicks">The clock ticks from the boot to the start of the process.</param>
public sealed partial record ProcessIdentity(
    [property: JsonPropertyName("machine")] string? Machine,
    [property: JsonPropertyName("boot")] string Boot,
    [property: JsonPropertyName("pidNamespace")] string PidNamespace,
    [property: JsonPropertyName("timeNamespace")] string? TimeNamespace,
    [property: JsonPropertyName("startTicks")] long StartTicks
)
{
    private const int NoSuchProcess = 3;
    private const int StateField = 0;
    private const int StartField = 19;
    private const int IdLength = 32;

    /// <summary>The PID namespace of the kernel itself (PROC_PID_INIT_INO), in which no container lies.</summary>
    private const string FirstPidNamespace = "pid:[4026531836]";

    /// <summary>The identity of this process; <c>null</c> when the system does not tell, or tells of another PID namespace than ours.</summary>
    public static ProcessIdentity? Of(int processId)
    {
        try
        {
            return
                new FileInfo("/proc/self").LinkTarget == $"{processId}"
                && StartOf(processId) is { } start
                && new FileInfo("/proc/self/ns/pid").LinkTarget is { } pidNamespace
                ? new(
                    MachineId(pidNamespace),
                    Read("/proc/sys/kernel/random/boot_id"),
                    pidNamespace,
                    new FileInfo("/proc/self/ns/time").LinkTarget,
                    start
                )
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the process of this identity and a pid has certainly ended, as another process sees it.</summary>
    public bool HasEnded(int processId, ProcessIdentity observer)
    {
        if (Boot != observer.Boot)
        {
            // Another boot of the same machine ended all its processes; another machine's boot tells nothing.
            return Machine is not null && Machine == observer.Machine;
        }

        return PidNamespace == observer.PidNamespace
            && TimeNamespace == observer.TimeNamespace
            && (StartOf(processId) is { } start ? start != StartTicks : IsAbsent(processId));
    }

    /// <summary>When a process started, -1 for one that ended and waits for its parent; <c>null</c> when it cannot be read.</summary>
    private static long? StartOf(int processId)
    {
        try
        {
            // The command's name, in parentheses before the other fields, may hold spaces and parentheses itself.
            var stat = Read($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X"
                ? -1
                : long.Parse(fields[StartField], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether no process has a pid. Where /proc hides processes of other users, the signal 0 still finds them.</summary>
    private static bool IsAbsent(int processId) =>
        Signal(processId, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess;

    /// <summary>
    /// A digest of the machine's id. Containers have none, because an image brings the same id to many machines, and the file may hold a
    /// word in its place (machine-id(5)).
    /// </summary>
    private static string? MachineId(string pidNamespace)
    {
        const string Path = "/etc/machine-id";
        if (pidNamespace != FirstPidNamespace || !File.Exists(Path))
        {
            return null;
        }

        var id = Read(Path);
        return id.Length == IdLength && id.All(char.IsAsciiHexDigitLower) && id.Any(c => c != '0')
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))[..8])
            : null;
    }

    private static string Read(string path) => File.ReadAllText(path).Trim();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int processId, int signal);
}
