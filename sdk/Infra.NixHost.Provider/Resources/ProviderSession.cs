using Infra.NixHost.Host;
using Infra.NixHost.Provider.Log;

namespace Infra.NixHost.Provider.Resources;

/// <summary>What all handlers share: one host, one engine, one working directory.</summary>
/// <param name="Host">The host.</param>
/// <param name="Log">The engine's screen.</param>
/// <param name="WorkingDirectory">The program's directory: relative paths of inputs start here.</param>
/// <param name="Clock">The clock for waits.</param>
internal sealed record ProviderSession(
    INixHost Host,
    IEngineLog Log,
    string WorkingDirectory,
    TimeProvider Clock
)
{
    /// <summary>The resources the engine has a state of.</summary>
    public KnownResources Known { get; } = new();

    /// <summary>An absolute path from what the user wrote.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingDirectory);
}
