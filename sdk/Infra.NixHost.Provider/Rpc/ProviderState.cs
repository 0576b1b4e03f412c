using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Functions;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The provider's session with one host; it exists only after Configure.</summary>
/// <param name="connect">Opens the host from its options without contacting it.</param>
/// <param name="handlers">Creates the handlers of a session.</param>
internal sealed class ProviderState(
    Func<HostOptions, INixHost> connect,
    Func<ProviderSession, HandlerSet> handlers
) : IDisposable
{
    private (ProviderSession Session, HandlerSet Handlers)? _configured;

    /// <summary>The engine's screen.</summary>
    public IEngineLog Log { get; init; } = new SilentLog();

    /// <summary>The program's directory.</summary>
    public string WorkingDirectory { get; init; } = ProgramDirectory.Find();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The session.</summary>
    public ProviderSession Session => Configured.Session;

    /// <summary>Hides the secrets of all inputs so far in a text.</summary>
    public string Hide(string text) => _configured?.Session.Secrets.Hide(text) ?? text;

    /// <summary>The handlers.</summary>
    public HandlerSet Handlers => Configured.Handlers;

    private (ProviderSession Session, HandlerSet Handlers) Configured =>
        _configured
        ?? throw new InfraException(
            "The provider was asked for a resource before it was configured; call Configure first."
        );

    /// <summary>The functions.</summary>
    public FunctionSet Functions => Package.FunctionsOf(Session);

    /// <summary>
    /// Settles the ownership of what this session created.
    /// Call it only when the engine ends the provider, because the engine has saved its state then.
    /// </summary>
    public void Confirm() => _configured?.Session.Owners.Confirm();

    /// <summary>Ends the session and its connections: what it has made and no state has confirmed is the next run's.</summary>
    public void Dispose()
    {
        if (_configured is { Session: var session })
        {
            try
            {
                session.Owners.Dispose();
            }
            finally
            {
                (session.Host as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>Starts the session.</summary>
    public void Configure(HostOptions options)
    {
        Confirm();
        Dispose();
        var session = ProviderSession.Start(connect(options), Log, WorkingDirectory, Clock);
        _configured = (session, handlers(session));
    }
}
