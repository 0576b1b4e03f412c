namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>What a running domain takes of its host at the moment.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Memory">Its memory without what its balloon has given back, in bytes.</param>
/// <param name="Cpus">Its virtual CPUs that are plugged in.</param>
public sealed record DomainUse(Guid Uuid, string Name, long Memory, int Cpus);
