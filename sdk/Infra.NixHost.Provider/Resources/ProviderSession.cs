using Infra.NixHost.Host;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.NixGuest.Checks;

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

    /// <summary>What the program's resources are or will be on the host.</summary>
    public AnnouncedObjects Announced { get; } = new();

    /// <summary>What the guests of the program want to have for themselves.</summary>
    public GuestClaims Claims { get; } = new();

    /// <summary>The host's domains as they were when first asked for, for checks that compare with all of them.</summary>
    public HostDefinitions Definitions { get; } = new(Host);

    /// <summary>What guests can ask of the host.</summary>
    public HostSupport Support { get; } = new(Host);

    /// <summary>An absolute path from what the user wrote.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingDirectory);
}
