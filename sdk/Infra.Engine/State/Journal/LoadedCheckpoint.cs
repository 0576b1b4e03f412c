using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Files;

namespace Infra.Engine.State.Journal;

/// <summary>A stack's state as it was found on disk, a left-over journal applied.</summary>
/// <param name="Path">The state file.</param>
/// <param name="Digest">The SHA-256 of the file's bytes; empty when there is none yet.</param>
/// <param name="HasJournal">Whether a journal lay beside it, which the next locked save folds in.</param>
/// <param name="Checkpoint">Its content.</param>
/// <param name="Secrets">Its secrets' ciphertexts.</param>
internal sealed record LoadedCheckpoint(
    string Path,
    string Digest,
    bool HasJournal,
    StackCheckpoint Checkpoint,
    SecretCiphertexts Secrets
)
{
    /// <summary>Where its journal is or would be.</summary>
    public string JournalPath => JournalPathOf(Path);

    /// <summary>Where the journal of a state file is: beside it, <c>STACK.journal</c>, however the file is compressed.</summary>
    public static string JournalPathOf(string path) =>
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(path)!,
            $"{CompressedFiles.NameOf(path) ?? System.IO.Path.GetFileName(path)}.journal"
        );

    /// <summary>The same with another provider for its secrets from now on; <c>null</c> keeps the present one.</summary>
    public LoadedCheckpoint With(ISecretsProvider? secrets) =>
        secrets is null || secrets.State == Checkpoint.SecretsProvider
            ? this
            : this with
            {
                Checkpoint = Checkpoint with { SecretsProvider = secrets.State },
                Secrets = new(secrets),
            };
}
