using Infra.NixHost.Host;
using Infra.NixHost.Provider.Functions;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>What the provider is after Configure: one session with one host. Before it there is only the schema.</summary>
/// <param name="connect">Makes the host from its options; must not touch the host yet.</param>
/// <param name="handlers">Makes the handlers of a session.</param>
internal sealed class ProviderState(
    Func<HostOptions, INixHost> connect,
    Func<ProviderSession, HandlerSet> handlers
)
{
    private (ProviderSession Session, HandlerSet Handlers)? _configured;

    /// <summary>The engine's screen.</summary>
    public IEngineLog Log { get; init; } = new SilentLog();

    /// <summary>The program's directory.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The session.</summary>
    public ProviderSession Session => Configured.Session;

    /// <summary>The handlers.</summary>
    public HandlerSet Handlers => Configured.Handlers;

    private (ProviderSession Session, HandlerSet Handlers) Configured =>
        _configured
        ?? throw new InfraException(
            "The provider was asked for a resource before it was configured; call Configure first."
        );

    /// <summary>The functions.</summary>
    public FunctionSet Functions => Package.FunctionsOf(Session);

    /// <summary>Starts the session.</summary>
    public void Configure(HostOptions options)
    {
        var session = new ProviderSession(connect(options), Log, WorkingDirectory, Clock);
        _configured = (session, handlers(session));
    }
}
