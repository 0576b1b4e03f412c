using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <inheritdoc cref="IRebootCount"/>
internal sealed class RebootCount(LibvirtConnection connection, TimeProvider timeProvider)
    : IRebootCount
{
    /// <summary>VIR_DOMAIN_EVENT_ID_REBOOT.</summary>
    private const int Reboot = 1;

    /// <summary>libvirt reports one reset twice, so reports within this time count once.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(300);

    private readonly Lock _gate = new();
    private ConnectHandle? _connect;
    private int _callback = -1;
    private int _count;
    private long? _last;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public static async Task<RebootCount> StartAsync(
        LibvirtConnection connection,
        TimeProvider timeProvider,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        var count = new RebootCount(connection, timeProvider);
        await connection.CallAsync(
            $"listen to the domain {uuid}",
            connect =>
                connection.WithDomain(connect, uuid, domain => count.Listen(connect, domain)),
            cancellationToken
        );
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        if (_callback < 0)
        {
            return;
        }

        try
        {
            // The callback was already lost with its connection.
            await connection.CallAsync(
                $"stop listening to a domain",
                connect =>
                    connect == _connect
                        ? VirApi.virConnectDomainEventDeregisterAny(connect, _callback)
                        : 0,
                CancellationToken.None
            );
        }
        catch (HostException)
        {
            // Without a connection there is no event handler to remove.
        }
    }

    private unsafe int Listen(ConnectHandle connect, DomainHandle domain)
    {
        var self = GCHandle.Alloc(this);
        _connect = connect;
        _callback = VirApi.virConnectDomainEventRegisterAny(
            connect,
            domain,
            Reboot,
            &OnReboot,
            GCHandle.ToIntPtr(self),
            &Release
        );
        if (_callback < 0)
        {
            self.Free();
        }

        return VirCall.Check(_callback);
    }

    private void Add()
    {
        lock (_gate)
        {
            var now = timeProvider.GetTimestamp();
            if (_last is { } last && timeProvider.GetElapsedTime(last, now) < Echo)
            {
                return;
            }

            _last = now;
            _count++;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnReboot(nint connect, nint domain, nint self) =>
        (GCHandle.FromIntPtr(self).Target as RebootCount)?.Add();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint self) => GCHandle.FromIntPtr(self).Free();
}
