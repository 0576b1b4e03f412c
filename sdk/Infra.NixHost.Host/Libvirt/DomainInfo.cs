namespace Infra.NixHost.Host.Libvirt;

/// <summary>A domain as libvirt knows it.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Its power state.</param>
/// <param name="IsPersistent">Whether it stays defined when it stops.</param>
/// <param name="Autostart">Whether it starts with the host.</param>
public sealed record DomainInfo(
    Guid Uuid,
    string Name,
    DomainState State,
    bool IsPersistent,
    bool Autostart
)
{
    /// <summary>Whether the guest, or QEMU itself, crashed the last time it ran.</summary>
    public bool HasCrashed { get; init; }

    /// <summary>
    /// Whether its machine was saved to a file (<c>virsh managedsave</c>, or libvirt-guests when the host went down): the next start goes on from there,
    /// with the definition of then.
    /// </summary>
    public bool IsSaved { get; init; }
}
