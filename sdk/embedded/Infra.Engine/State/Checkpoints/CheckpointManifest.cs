using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Who wrote a state, and when.</summary>
public sealed record CheckpointManifest
{
    /// <summary>What the versions of this engine begin with.</summary>
    public const string EngineName = "infra-v";

    /// <summary>What this engine writes as its version.</summary>
    public static string EngineVersion { get; } =
        $"{EngineName}{typeof(CheckpointManifest).Assembly.GetName().Version?.ToString(3) ?? "0.0.0"}";

    public required DateTimeOffset Time { get; init; }

    /// <summary>The version of the engine that wrote it; may be empty.</summary>
    public required string Version { get; init; }

    /// <summary>The digest of <see cref="Version"/> that the file must repeat: lower-case hex SHA-256, empty for an empty version.</summary>
    public string Magic =>
        Version.Length == 0
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Version)));

    /// <summary>Fields this engine does not interpret, by name, as JSON text: kept as they are.</summary>
    public ImmutableSortedDictionary<string, string> Uninterpreted { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The manifest of a state that this engine writes now.</summary>
    public static CheckpointManifest Create(TimeProvider clock) =>
        new() { Time = clock.GetUtcNow(), Version = EngineVersion };
}
