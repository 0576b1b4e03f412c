using System.Collections.Immutable;
using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>A stack's state as it was found on disk, a left-over journal applied.</summary>
/// <param name="Digest">The SHA-256 of the file's bytes; empty when there is none yet.</param>
/// <param name="Journal">The SHA-256 of the journal beside it, which the next locked save folds in; empty when there is none.</param>
internal sealed record LoadedCheckpoint(
    string Path,
    string Digest,
    string Journal,
    StackCheckpoint Checkpoint,
    SecretCiphertexts Secrets
)
{
    /// <summary>The files of runs that lost their lock, which the next locked save joins.</summary>
    public ImmutableArray<string> Unjoined { get; init; } = [];

    /// <summary>Whether the state holds what is not in the state file yet.</summary>
    public bool WasInterrupted => Journal.Length > 0 || !Unjoined.IsEmpty;

    /// <summary>The path of its journal, whether it exists or not.</summary>
    public string JournalPath => JournalPathOf(Path);

    /// <summary>The path of a state file's journal: <c>STACK.journal</c> beside it, whatever the file's compression.</summary>
    public static string JournalPathOf(string path) =>
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(path) ?? "/",
            $"{CompressedFiles.NameOf(path) ?? System.IO.Path.GetFileName(path)}.journal"
        );

    /// <summary>The checkpoint with another secrets provider; <c>null</c> keeps the present one.</summary>
    public LoadedCheckpoint With(ISecretsProvider? secrets) =>
        secrets is null || secrets.State == Checkpoint.SecretsProvider
            ? this
            : this with
            {
                Checkpoint = Checkpoint with { SecretsProvider = secrets.State },
                Secrets = new(secrets),
            };
}
