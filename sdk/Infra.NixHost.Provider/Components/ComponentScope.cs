using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Components;

/// <summary>What a component registers its resources with.</summary>
/// <param name="monitor">The running deployment.</param>
/// <param name="session">The session.</param>
/// <param name="urn">The component.</param>
/// <param name="name">The component's name.</param>
internal sealed class ComponentScope(
    ComponentMonitor monitor,
    ProviderSession session,
    string urn,
    string name
)
{
    /// <summary>The component's name, with which the names of its resources begin.</summary>
    public string Name => name;

    /// <summary>Registers a resource of this package inside the component, and waits for its outputs.</summary>
    public Task<RegisteredPart> RegisterAsync(
        ResourceDefinition type,
        string part,
        PropertyMap inputs,
        bool deletesFirst = false
    ) => monitor.RegisterAsync(urn, (type.Token, part), inputs, deletesFirst);

    /// <summary>Warns the user of the component.</summary>
    public Task WarnAsync(string message, CancellationToken cancellationToken) =>
        session.Log.WarnAsync(Urn.Parse(urn), message, cancellationToken);
}
