using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The provider's hosts; they exist only after Configure.</summary>
/// <param name="connect">Opens a host from its options without contacting it.</param>
/// <param name="handlers">Creates the handlers of a session.</param>
internal sealed class ProviderState(
    Func<HostOptions, INixHost> connect,
    Func<ProviderSession, OpenHosts, HandlerSet> handlers
) : IDisposable
{
    private OpenHosts? _configured;

    /// <summary>The engine's screen.</summary>
    public IEngineLog Log { get; init; } = new SilentLog();

    /// <summary>The program's directory.</summary>
    public string WorkingDirectory { get; init; } = ProgramDirectory.Find();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The hosts of the run.</summary>
    public OpenHosts Hosts =>
        _configured
        ?? throw new InfraException(
            "The provider was asked for a resource before it was configured; call Configure first."
        );

    /// <summary>Runs the operations of resources.</summary>
    public HostedPlanner Planner => new(Hosts);

    /// <summary>The session with the provider's own host.</summary>
    public ProviderSession Session => Hosts.Own.Session;

    /// <summary>Hides the secrets of all inputs so far in a text.</summary>
    public string Hide(string text) => _configured?.Run.Secrets.Hide(text) ?? text;

    /// <summary>The functions.</summary>
    public HostedFunctions Functions => new(Hosts, Package.FunctionsOf);

    /// <summary>
    /// Settles the ownership of what this session created.
    /// Call it only when the engine ends the provider, because the engine has saved its state then.
    /// </summary>
    public void Confirm() => _configured?.Confirm();

    /// <summary>Ends the session and its connections: what it has made and no state has confirmed is the next run's.</summary>
    public void Dispose() => _configured?.Dispose();

    /// <summary>Starts the session.</summary>
    public void Configure(HostOptions options)
    {
        Confirm();
        Dispose();
        _configured = new(options, connect, handlers, new(Log, WorkingDirectory, Clock));
    }
}
