using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>A host of the run, with the handlers of its resources.</summary>
/// <param name="Options">How it was opened.</param>
/// <param name="Session">The session with the host.</param>
/// <param name="Handlers">The handlers by type.</param>
internal sealed record OpenHost(HostOptions Options, ProviderSession Session, HandlerSet Handlers)
{
    /// <summary>Runs the operations of the resources on the host.</summary>
    public ResourcePlanner Planner { get; } = new(Session);

    /// <summary>The handler of a resource's type.</summary>
    public IResourceHandler For(Urn urn) => Handlers.For(urn);

    /// <summary>The host, as people are told of it.</summary>
    public string Name => Session.HostName;

    /// <summary>Whether settings lead to the same directories, whatever the way to the host.</summary>
    public bool IsPlaceOf(HostOptions options) => WithoutWay(Options) == WithoutWay(options);

    private static HostOptions WithoutWay(HostOptions options) =>
        options with
        {
            Ssh = null,
            LibvirtUri = "",
            BuildOn = "",
            Limits = new(),
        };
}
