using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State.Journal;

namespace Infra.Engine.Backend;

/// <summary>What a backend needs from its caller.</summary>
public sealed record BackendServices
{
    /// <summary>The machine and the user.</summary>
    public required PulumiEnvironment Environment { get; init; }

    /// <summary>Opens the providers that states name.</summary>
    public required ISecretsProviders SecretsProviders { get; init; }

    /// <summary>The directory that relative <c>file://</c> URLs start from: the project's root, or the current directory outside of a project.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>Whether unsound states are refused; off for <c>state repair</c> and <c>--disable-integrity-checking</c>.</summary>
    public bool CheckIntegrity { get; init; } = true;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The compression that the environment asks for; zstd takes precedence.</summary>
    internal StateCompression Compression =>
        Environment.IsOn("PULUMI_DIY_BACKEND_ZSTD") ? StateCompression.Zstd
        : Environment.IsOn("PULUMI_DIY_BACKEND_GZIP")
        || Environment.IsOn("PULUMI_SELF_MANAGED_STATE_GZIP")
            ? StateCompression.Gzip
        : StateCompression.None;

    /// <summary>The user's choices about state files.</summary>
    internal CheckpointOptions CheckpointOptions =>
        new()
        {
            Compression = Compression,
            KeepsCiphertexts = !Environment.IsOn("PULUMI_DISABLE_SECRET_CACHE"),
            ChecksIntegrity = CheckIntegrity,
            RetainsEverySave =
                Environment.IsOn("PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS")
                || Environment.IsOn("PULUMI_SELF_MANAGED_STATE_RETAIN_CHECKPOINTS")
                || Environment.IsOn("PULUMI_RETAIN_CHECKPOINTS"),
        };
}
