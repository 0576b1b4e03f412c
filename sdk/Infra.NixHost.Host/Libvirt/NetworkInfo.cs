namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>A network as libvirt knows it.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether it is started.</param>
/// <param name="Autostart">Whether it starts with the host.</param>
public sealed record NetworkInfo(Guid Uuid, string Name, bool IsActive, bool Autostart);
