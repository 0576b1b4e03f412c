namespace Infra.NixHost.Hosts.Libvirt;

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
    /// <summary>Whether there is a running or a paused machine.</summary>
    public bool IsOn =>
        State is not (DomainState.ShutOff or DomainState.Crashed or DomainState.NoState);

    /// <summary>Why a paused domain is paused.</summary>
    public PauseReason PauseReason { get; init; }

    /// <summary>Whether the guest, or QEMU itself, crashed the last time it ran.</summary>
    public bool HasCrashed { get; init; }

    /// <summary>
    /// Whether the machine was saved to a file, by <c>virsh managedsave</c> or by libvirt-guests at the host's shutdown. The next start then
    /// continues from that file, with the definition of that time.
    /// </summary>
    public bool IsSaved { get; init; }
}
