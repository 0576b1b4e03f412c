using System.Collections.Concurrent;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The urns this process has seen with a former state, and their ids. A resource that is to be created and was never seen so is new to the
/// engine: what of it lies on the host is a leftover of a killed run.
/// </summary>
internal sealed class KnownResources
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _ids = new(
        StringComparer.Ordinal
    );

    /// <summary>Notes that the engine has a state of this resource.</summary>
    public void Note(ResourceIdentity identity, string id = "") =>
        _ids.GetOrAdd(identity.Urn.Value, _ => new(StringComparer.Ordinal)).TryAdd(id, 0);

    /// <summary>Whether the engine has a state of this resource.</summary>
    public bool Has(ResourceIdentity identity) => _ids.ContainsKey(identity.Urn.Value);

    /// <summary>Whether the engine has a state of this resource with this id.</summary>
    public bool Has(ResourceIdentity identity, string id) =>
        _ids.TryGetValue(identity.Urn.Value, out var ids) && ids.ContainsKey(id);
}
