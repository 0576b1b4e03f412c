using Infra.Engine.State.Files;

namespace Infra.Engine.State.Journal;

/// <summary>How state files are loaded and saved.</summary>
internal sealed record CheckpointOptions
{
    /// <summary>How a file is compressed when it is saved; one that was otherwise gives way to it.</summary>
    public StateCompression Compression { get; init; }

    /// <summary>Whether unchanged secrets keep their ciphertext.</summary>
    public bool KeepsCiphertexts { get; init; } = true;

    /// <summary>Whether unsound states are refused.</summary>
    public bool ChecksIntegrity { get; init; } = true;

    /// <summary>Whether every save is kept for good, as <c>FILE.NANOSECONDS</c> beside the file.</summary>
    public bool RetainsEverySave { get; init; }
}
