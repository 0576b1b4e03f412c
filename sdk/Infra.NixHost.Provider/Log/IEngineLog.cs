using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Log;

/// <summary>Writes lines to the engine's display.</summary>
internal interface IEngineLog
{
    /// <summary>Writes a line that stays in the summary.</summary>
    Task InfoAsync(Urn urn, string message, CancellationToken cancellationToken);

    /// <summary>Writes a warning that stays in the summary.</summary>
    Task WarnAsync(Urn urn, string message, CancellationToken cancellationToken);

    /// <summary>Shows the current step until the next call replaces it; never waits and never fails.</summary>
    void Status(Urn urn, string message);
}
