using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Infra.Engine.Workspace;

namespace Infra.Engine.Backend;

/// <summary>Who holds a lock: the content of a lock file.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="UserName">Its user.</param>
/// <param name="HostName">Its machine.</param>
/// <param name="Timestamp">When it took the lock.</param>
public sealed record LockOwner(
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("username")] string UserName,
    [property: JsonPropertyName("hostname")] string HostName,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp
)
{
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    /// <summary>Whether the owner is certainly gone: a process of this machine that ended, or whose number another one bears now.</summary>
    /// <remarks>False when that cannot be known, as for owners on other machines.</remarks>
    public bool IsDead(PulumiEnvironment environment)
    {
        if (
            !OperatingSystem.IsLinux()
            || !string.Equals(HostName, environment.HostName, StringComparison.Ordinal)
        )
        {
            return false;
        }

        return StartOf(ProcessId) is not { } start || start > Timestamp + ClockSlack;
    }

    /// <summary>The owner as a message names it.</summary>
    public override string ToString() =>
        $"{UserName}@{HostName} (pid {ProcessId}) at {Timestamp.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)}";

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads a lock's content; <c>null</c> when something else wrote it.</summary>
    internal static LockOwner? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<LockOwner>(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? StartOf(int processId)
    {
        try
        {
            // Field 22 of stat counts clock ticks since the boot; the command's name before it may hold spaces and parentheses.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var boot = File.ReadLines("/proc/stat")
                .First(line => line.StartsWith("btime ", StringComparison.Ordinal));
            return DateTimeOffset
                .FromUnixTimeSeconds(
                    long.Parse(boot.AsSpan("btime ".Length), CultureInfo.InvariantCulture)
                )
                .AddSeconds(
                    double.Parse(fields[19], CultureInfo.InvariantCulture) / TicksPerSecond
                );
        }
        catch (IOException)
        {
            // There is no such process, or it ended between opening and reading.
            return null;
        }
    }
}
