using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>A host of the run, with the handlers of its resources.</summary>
/// <param name="options">How it was opened.</param>
/// <param name="session">The session with the host.</param>
/// <param name="handlers">The handlers by type.</param>
internal sealed class OpenHost(HostOptions options, ProviderSession session, HandlerSet handlers)
{
    /// <summary>The session with the host.</summary>
    public ProviderSession Session => session;

    /// <summary>The handlers by type.</summary>
    public HandlerSet Handlers => handlers;

    /// <summary>The machine; <c>null</c> while nobody has asked the provider's own host.</summary>
    public HostMachine? Machine { get; set; }

    /// <summary>Runs the operations of the resources on the host.</summary>
    public ResourcePlanner Planner { get; } = new(session);

    /// <summary>The handler of a resource's type.</summary>
    public IResourceHandler For(Urn urn) => handlers.For(urn);

    /// <summary>The host, as people are told of it.</summary>
    public string Name => session.HostName;

    /// <summary>Whether settings mean the same but for the way to the host.</summary>
    public bool IsPlaceOf(HostOptions other) => WithoutWay(options) == WithoutWay(other);

    private static (HostOptions Place, bool Sudo) WithoutWay(HostOptions options) =>
        (options with { Ssh = null, LibvirtUri = "" }, options.Ssh?.Sudo ?? false);
}
