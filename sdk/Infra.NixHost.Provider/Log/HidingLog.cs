using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Log;

/// <summary>Hides secrets in the lines of another log.</summary>
/// <param name="log">The log to write to.</param>
/// <param name="hide">Hides the secrets in a line.</param>
internal sealed class HidingLog(IEngineLog log, Func<string, string> hide) : IEngineLog
{
    /// <inheritdoc/>
    public Task InfoAsync(Urn urn, string message, CancellationToken cancellationToken) =>
        log.InfoAsync(urn, hide(message), cancellationToken);

    /// <inheritdoc/>
    public Task WarnAsync(Urn urn, string message, CancellationToken cancellationToken) =>
        log.WarnAsync(urn, hide(message), cancellationToken);

    /// <inheritdoc/>
    public void Status(Urn urn, string message) => log.Status(urn, hide(message));
}
