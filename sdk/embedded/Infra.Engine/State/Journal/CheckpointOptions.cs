using Infra.Engine.Files;

namespace Infra.Engine.State.Journal;

/// <summary>How state files are loaded and saved.</summary>
internal sealed record CheckpointOptions
{
    /// <summary>The compression of saved files; a file with another compression becomes its own backup.</summary>
    public StateCompression Compression { get; init; }

    /// <summary>Whether unchanged secrets keep their ciphertext.</summary>
    public bool KeepsCiphertexts { get; init; } = true;

    /// <summary>Whether unsound states are refused.</summary>
    public bool ChecksIntegrity { get; init; } = true;

    /// <summary>Whether a journal beside the state is left alone, because it continues another version of the state.</summary>
    public bool LeavesJournal { get; init; }

    /// <summary>The most bytes of a state, without compression, and of a journal: larger ones would not be read again.</summary>
    public long LargestState { get; init; } = RegularFile.StateLimit;

    /// <summary>Whether every save is kept for good, as <c>FILE.NANOSECONDS</c> beside the file.</summary>
    public bool RetainsEverySave { get; init; }
}
