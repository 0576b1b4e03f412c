using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Ssh;

/// <summary>The one connection to a host, shared by all threads. The first command opens it, and a lost one is opened again.</summary>
/// <param name="options">How the host is reached.</param>
/// <param name="here">The commands of this machine, of which ssh is one.</param>
internal sealed class SshConnection(SshOptions options, IHostShell here) : IDisposable
{
    private readonly Lock _gate = new();
    private Task<SshMaster>? _master;

    /// <summary>How the host is reached.</summary>
    public SshOptions Options => options;

    /// <summary>The commands of this machine.</summary>
    public IHostShell Here => here;

    /// <summary>Returns the connection.</summary>
    /// <exception cref="HostException">The host cannot be reached, is not known, or does not let this user in.</exception>
    public Task<SshMaster> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_master is { IsCompleted: true } && !IsAlive(_master))
            {
                Close(_master);
                _master = null;
            }

            _master ??= SshMaster.ConnectAsync(options, here);
            return _master.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
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
        if (master.IsCompletedSuccessfully)
        {
            master.Result.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
