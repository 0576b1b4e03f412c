using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Log;

/// <summary>Discards all lines, for a provider that was started without an engine.</summary>
internal sealed class SilentLog : IEngineLog
{
    /// <inheritdoc/>
    public Task InfoAsync(Urn urn, string message, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public Task WarnAsync(Urn urn, string message, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public void Status(Urn urn, string message) { }
}
