namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Why a domain is paused: <c>virDomainPausedReason</c>.</summary>
public enum PauseReason
{
    /// <summary>The reason is unknown, or the domain is not paused.</summary>
    Unknown = 0,

    /// <summary>A user paused it.</summary>
    User = 1,

    /// <summary>It is being migrated.</summary>
    Migration = 2,

    /// <summary>It is being saved.</summary>
    Save = 3,

    /// <summary>Its memory is being dumped.</summary>
    Dump = 4,

    /// <summary>A write or read of a disk failed.</summary>
    IoError = 5,

    /// <summary>Its watchdog fired.</summary>
    Watchdog = 6,

    /// <summary>It was restored from a snapshot of a paused domain.</summary>
    FromSnapshot = 7,

    /// <summary>It is shutting down.</summary>
    ShuttingDown = 8,

    /// <summary>A snapshot is being made.</summary>
    Snapshot = 9,

    /// <summary>It crashed.</summary>
    Crashed = 10,

    /// <summary>It is starting.</summary>
    StartingUp = 11,
}
