namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>The numbers of libvirt's virterror.h that this project distinguishes.</summary>
internal static class VirErrors
{
    public const int InternalError = 1;
    public const int InvalidArgument = 8;
    public const int SystemError = 38;
    public const int NoDomain = 42;
    public const int NoNetwork = 43;
    public const int NoStoragePool = 49;
    public const int NoStorageVolume = 50;
    public const int OperationInvalid = 55;
    public const int StorageVolumeExists = 90;
    private const int RpcDomain = 7;
    private const int StreamsDomain = 38;

    public static bool IsNotFound(LibvirtException error) =>
        error.Error is NoDomain or NoNetwork or NoStoragePool or NoStorageVolume;

    /// <summary>Whether the connection is lost, so that a new one is needed.</summary>
    public static bool IsConnectionLost(LibvirtException error) =>
        error is { Domain: RpcDomain, Error: InternalError or SystemError }
        && LibvirtDaemon.Named(error.Message) is null;

    /// <summary>Whether the other end of a stream is lost, as when QEMU was killed.</summary>
    public static bool IsStreamReset(LibvirtException error) =>
        error is { Domain: StreamsDomain, Error: SystemError }
        && error.Message.Contains("Connection reset by peer", StringComparison.Ordinal);

    /// <summary>Whether the domain is off. The number alone can also mean a device in use.</summary>
    public static bool IsNotRunning(LibvirtException error) =>
        error is { Error: OperationInvalid }
        && error.Message.Contains("domain is not running", StringComparison.Ordinal);

    /// <summary>Whether the connection was lost before the call left this process.</summary>
    public static bool WasNeverSent(LibvirtException error) =>
        error is { Domain: RpcDomain, Error: InternalError }
        && error.Message.Contains("client socket is closed", StringComparison.Ordinal);

    /// <summary>
    /// Whether libvirt had no schema to compare a definition with, so that it has done nothing yet. The first two definitions after the daemon's
    /// start may come at once, and the parser of schemas (libxml2) prepares its types without a lock.
    /// </summary>
    public static bool HadNoSchema(LibvirtException error) =>
        error is { Error: InternalError }
        && error.Message.Contains("Unable to parse RNG", StringComparison.Ordinal);
}
