using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Log;

/// <summary>Lines on the engine's screen.</summary>
internal interface IEngineLog
{
    /// <summary>A line that stays in the summary.</summary>
    Task InfoAsync(Urn urn, string message, CancellationToken cancellationToken);

    /// <summary>A warning that stays in the summary.</summary>
    Task WarnAsync(Urn urn, string message, CancellationToken cancellationToken);

    /// <summary>What is going on right now: the next one takes its place, and none stays. Never waits and never fails.</summary>
    void Status(Urn urn, string message);
}
