using Infra.Engine.Secrets;
using Infra.Engine.State.Files;
using Infra.Engine.State.Journal;
using Infra.Engine.Workspace;

namespace Infra.Engine.Backend;

/// <summary>What a backend works with.</summary>
public sealed record BackendServices
{
    /// <summary>The machine and the user.</summary>
    public required PulumiEnvironment Environment { get; init; }

    /// <summary>Opens the providers that states name.</summary>
    public required ISecretsProviders SecretsProviders { get; init; }

    /// <summary>Where relative <c>file://</c> URLs start: the project's root, or the current directory outside of any project.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>Whether unsound states are refused; off for <c>state repair</c> and <c>--disable-integrity-checking</c>.</summary>
    public bool CheckIntegrity { get; init; } = true;

    /// <summary>The clock of timestamps.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How the user wants states to be kept.</summary>
    internal CheckpointOptions CheckpointOptions(StateCompression compression) =>
        new()
        {
            Compression = compression,
            KeepsCiphertexts = !Environment.IsOn("PULUMI_DISABLE_SECRET_CACHE"),
            ChecksIntegrity = CheckIntegrity,
            RetainsEverySave =
                Environment.IsOn("PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS")
                || Environment.IsOn("PULUMI_SELF_MANAGED_STATE_RETAIN_CHECKPOINTS")
                || Environment.IsOn("PULUMI_RETAIN_CHECKPOINTS"),
        };
}
