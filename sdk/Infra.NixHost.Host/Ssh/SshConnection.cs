using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>The one connection to a host, shared by all threads. The first command opens it, and a lost one is opened again.</summary>
/// <param name="options">How the host is reached.</param>
/// <param name="here">The commands of this machine, of which ssh is one.</param>
internal sealed class SshConnection(SshOptions options, IHostShell here) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<SshMaster>? _master;
    private bool _isHolding;

    /// <summary>How the host is reached.</summary>
    public SshOptions Options => options;

    /// <summary>The commands of this machine.</summary>
    public IHostShell Here => here;

    /// <summary>Tells that files of the host are held over the connection. When it is lost, another run may hold them, so it is not opened again.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _isHolding = true;
        }
    }

    /// <summary>Returns the connection.</summary>
    /// <exception cref="HostException">The host cannot be reached, is not known, or does not let this user in.</exception>
    public Task<SshMaster> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (_master is { IsCompleted: true } && !IsAlive(_master))
            {
                if (_isHolding)
                {
                    throw SshFailure.HeldAndLost(options);
                }

                Close(_master);
                _master = null;
            }

            _master ??= SshMaster.ConnectAsync(options, here, _stop.Token);
            return _master.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Closes the connection, also one that is being made.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stop.Cancel();
            if (_master is not null)
            {
                Close(_master);
                _master = null;
            }
        }
    }

    private static bool IsAlive(Task<SshMaster> master) =>
        master is { IsCompletedSuccessfully: true, Result.IsAlive: true };

    private static void Close(Task<SshMaster> master)
    {
        try
        {
            master.GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HostException or OperationCanceledException)
        {
            // A connection that never was is closed already.
        }
    }
}
