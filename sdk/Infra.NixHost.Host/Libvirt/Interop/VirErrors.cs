namespace Infra.NixHost.Host.Libvirt.Interop;

/// <summary>The numbers of libvirt's virterror.h that this project tells apart.</summary>
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

    /// <summary>The connection is gone; only a new one helps.</summary>
    public static bool IsConnectionLost(LibvirtException error) =>
        error is { Domain: RpcDomain, Error: InternalError or SystemError };

    /// <summary>The other end of a stream is gone: a QEMU that was killed closes nothing.</summary>
    public static bool IsStreamReset(LibvirtException error) =>
        error is { Domain: StreamsDomain, Error: SystemError }
        && error.Message.Contains("Connection reset by peer", StringComparison.Ordinal);

    /// <summary>The domain is off; the number alone also says that a device is in use.</summary>
    public static bool IsNotRunning(LibvirtException error) =>
        error is { Error: OperationInvalid }
        && error.Message.Contains("domain is not running", StringComparison.Ordinal);

    /// <summary>The call never left this process, because the connection was gone before.</summary>
    public static bool WasNeverSent(LibvirtException error) =>
        error is { Domain: RpcDomain, Error: InternalError }
        && error.Message.Contains("client socket is closed", StringComparison.Ordinal);
}
