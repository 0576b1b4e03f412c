using System.Buffers;
using System.Text.Json;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>What a journal's lines look like: a checksum, a space and one JSON object each.</summary>
/// <remarks>
/// The first names the checkpoint it goes with by digest, and the secrets provider of its ciphertexts. <c>begin</c> opens an operation, every other
/// line without one is a change; both name states by slot (see <see cref="SnapshotProgress"/>). <c>folded</c> announces the checkpoint
/// that will hold everything: whoever finds that one in place ignores the journal.
/// </remarks>
internal sealed class JournalLines : IDisposable
{
    public const int Version = 1;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly ResourceWriter _resources;

    public JournalLines(SecretCiphertexts secrets)
    {
        _json = new(_buffer, PropertyValueWriter.Options());
        _resources = new(_json, secrets);
    }

    /// <summary>Lets go of the buffers.</summary>
    public void Dispose() => _json.Dispose();

    public ReadOnlySpan<byte> Header(string checkpointDigest, StackCheckpoint checkpoint)
    {
        Start();
        _json.WriteNumber("journal", Version);
        _json.WriteString("checkpoint", checkpointDigest);
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

    public ReadOnlySpan<byte> Change(SlotChange change)
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
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.ResetWrittenCount();
        JournalChecksum.Write(_line, _buffer.WrittenSpan);
        _line.Write(_buffer.WrittenSpan);
        return _line.WrittenSpan;
    }
}
