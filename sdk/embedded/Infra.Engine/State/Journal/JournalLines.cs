using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>The lines of a journal: a checksum, a space and one JSON object each.</summary>
/// <remarks>
/// The first line names the checkpoint it continues, by digest and length, and the secrets provider of its ciphertexts. Where the same run has written that
/// checkpoint, <c>leading</c> says how many of its resources the run has added; earlier versions cannot read such a journal. A line with <c>begin</c> starts an
/// operation, and every other line is a change; both name states by slot (see <see cref="SnapshotProgress"/>). A line with <c>folded</c>
/// announces the checkpoint that will hold everything; beside that checkpoint the journal is ignored.
/// </remarks>
internal sealed class JournalLines : IDisposable
{
    public const int Version = 2;

    /// <summary>A larger buffer is given back after its line.</summary>
    private const int LargestKept = 1024 * 1024;

    private ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly ResourceWriter _resources;

    public JournalLines(SecretCiphertexts secrets)
    {
        _json = new(_buffer, GoJson.Writing());
        _resources = new(_json, secrets);
    }

    public void Dispose() => _json.Dispose();

    /// <summary>The first line.</summary>
    /// <param name="checkpointDigest">The digest of the checkpoint that the journal continues.</param>
    /// <param name="leading">How many of its resources the same run has added; <c>null</c> where another run has written it.</param>
    public ReadOnlySpan<byte> Header(
        string checkpointDigest,
        StackCheckpoint checkpoint,
        int? leading = null
    )
    {
        Start();
        _json.WriteNumber("journal", leading is null ? 1 : Version);
        if (leading is { } added)
        {
            _json.WriteNumber("leading", added);
        }

        _json.WriteString("checkpoint", checkpointDigest);
        _json.WriteNumber("resources", checkpoint.Snapshot.Resources.Length);
        _json.WriteNumber("operations", checkpoint.Snapshot.PendingOperations.Length);
        _json.WriteString("stack", checkpoint.Stack);
        if (checkpoint.SecretsProvider is { } provider)
        {
            _json.WriteString("secrets", provider.Type);
            if (provider.Json is { } state)
            {
                _json.WritePropertyName("secretsState");
                using var document = JsonDocument.Parse(state);
                document.RootElement.WriteTo(_json);
            }
        }

        return End();
    }

    public ReadOnlySpan<byte> Begin(int number, PendingOperation operation)
    {
        Start();
        _json.WriteNumber("begin", number);
        _json.WriteString("type", OperationTypes.Word(operation.Type));
        _json.WritePropertyName("resource");
        _resources.Write(operation.Resource);
        return End();
    }

    public ReadOnlySpan<byte> Change(JournalChange change)
    {
        Start();
        if (change.Ends is { } ended)
        {
            _json.WriteNumber("ends", ended);
        }

        if (change.Removed.Length > 0)
        {
            _json.WriteStartArray("removed");
            foreach (var slot in change.Removed)
            {
                _json.WriteNumberValue(slot);
            }

            _json.WriteEndArray();
        }

        WriteAll(
            "changed",
            "slot",
            [.. change.Changed.Select(c => ((int?)c.Slot, (ResourceState?)c.State))]
        );
        WriteAll(
            "added",
            "from",
            [.. change.Added.Select(a => (a.From, a.From is null ? a.State : null))]
        );
        return End();
    }

    public ReadOnlySpan<byte> Folded(string checkpointDigest)
    {
        Start();
        _json.WriteString("folded", checkpointDigest);
        return End();
    }

    private void WriteAll(
        string name,
        string slotName,
        IReadOnlyList<(int? Slot, ResourceState? State)> states
    )
    {
        if (states.Count == 0)
        {
            return;
        }

        _json.WriteStartArray(name);
        foreach (var (slot, state) in states)
        {
            _json.WriteStartObject();
            if (slot is { } number)
            {
                _json.WriteNumber(slotName, number);
            }

            if (state is not null)
            {
                _json.WritePropertyName("resource");
                _resources.Write(state);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Start()
    {
        if (_buffer.Capacity > LargestKept)
        {
            _buffer = new();
        }

        _buffer.ResetWrittenCount();
        _buffer.GetSpan(JournalChecksum.Length);
        _buffer.Advance(JournalChecksum.Length);
        _json.Reset(_buffer);
        _json.WriteStartObject();
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        JournalChecksum.Write(MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span);
        return _buffer.WrittenSpan;
    }
}
