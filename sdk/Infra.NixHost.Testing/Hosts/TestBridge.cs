namespace Infra.NixHost.Testing;

/// <summary>A bridge of a host in memory.</summary>
public sealed class TestBridge
{
    /// <summary>Describes a bridge.</summary>
    /// <param name="name">Its name, as <c>br0</c>.</param>
    /// <param name="uplinks">The interfaces by which it reaches the LAN. Default: none, so that guests see only each other and the host.</param>
    public TestBridge(string name, params string[] uplinks) => (Name, Uplinks) = (name, uplinks);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The interfaces by which it reaches the LAN.</summary>
    public IReadOnlyList<string> Uplinks { get; }

    /// <summary>Whether Open vSwitch runs it. Default: the kernel does.</summary>
    public bool IsOpenVSwitch { get; init; }

    /// <summary>Whether it filters VLANs. Default: no.</summary>
    public bool FiltersVlans { get; init; }
}
