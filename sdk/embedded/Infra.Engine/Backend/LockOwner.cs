using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infra.Engine.Backend;

/// <summary>Who holds a lock: the content of a lock file.</summary>
/// <param name="Timestamp">When it took the lock.</param>
public sealed record LockOwner(
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("username")] string UserName,
    [property: JsonPropertyName("hostname")] string HostName,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp
)
{
    /// <summary>What follows the user's name in a lock of ours, because the Pulumi CLI prints the name and does not know our journals.</summary>
    internal const string Advice =
        " (infra; if this run was killed, finish it with infra's next command, before you cancel it elsewhere)";

    /// <summary>What tells the process from every other one; <c>null</c> in the locks of other tools.</summary>
    [JsonPropertyName("process")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessIdentity? Process { get; init; }

    /// <summary>Whether the owner is certainly gone: its process ended, or its machine was restarted.</summary>
    /// <remarks>False when that cannot be known: on another machine, in another PID namespace, or for the lock of another tool.</remarks>
    public bool IsDead(PulumiEnvironment environment) =>
        HostName == environment.HostName
        && Process is not null
        && ProcessIdentity.Of(environment.ProcessId) is { } observer
        && Process.HasEnded(ProcessId, observer);

    /// <summary>The owner as a message names it.</summary>
    public override string ToString() =>
        $"{User}@{HostName} (pid {ProcessId}) at {Timestamp.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)}";

    private string User =>
        UserName.EndsWith(Advice, StringComparison.Ordinal) ? UserName[..^Advice.Length] : UserName;

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
}
