namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>A directory pool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Directory">The directory of its volumes.</param>
public sealed record PoolInfo(string Name, string Directory);
