using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>A bridge of the host.</summary>
[OutputType]
public sealed class HostBridge
{
    [OutputConstructor]
    private HostBridge(string name, ImmutableArray<string> uplinks, bool hasCarrier)
    {
        Name = name;
        Uplinks = uplinks;
        HasCarrier = hasCarrier;
    }

    /// <summary>The name of the interface.</summary>
    public string Name { get; }

    /// <summary>The ports that do not belong to guests.</summary>
    public ImmutableArray<string> Uplinks { get; }

    /// <summary>Whether one of the uplinks has carrier.</summary>
    public bool HasCarrier { get; }
}
