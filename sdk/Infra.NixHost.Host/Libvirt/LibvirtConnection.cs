using Infra.NixHost.Host.Libvirt.Interop;

namespace Infra.NixHost.Host.Libvirt;

/// <summary>
/// The one connection to a host's libvirt: opened with the first call, opened anew when it was lost, used by any number of threads. A
/// call runs on a thread of its own, because libvirt's calls block and cannot be interrupted.
/// </summary>
/// <param name="uri">libvirt's connection URI.</param>
/// <param name="events">Whether data has to arrive while no call waits for it, as streams need.</param>
/// <param name="timeout">How long a call may take.</param>
/// <param name="timeProvider">The clock of timeouts.</param>
internal sealed class LibvirtConnection(
    string uri,
    bool events,
    TimeSpan timeout,
    TimeProvider timeProvider
) : IDisposable
{
    /// <summary>A cancelled call gets this long to finish, so that what it changed is known rather than guessed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>A connection idle for longer is tried before it is used: the daemon may have been restarted.</summary>
    private static readonly TimeSpan TrustedIdle = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    /// <summary>
    /// One that is given up is not disposed: calls on other threads may be about to use it, and shall hear from libvirt that it is gone. It is
    /// closed with the last reference to it.
    /// </summary>
    private ConnectHandle? _connect;

    private long _usedAt;
    private long _calls;
    private long _changes;

    /// <summary>How many calls were made so far, and how many of them could change the host.</summary>
    public LibvirtCalls Calls => new(Interlocked.Read(ref _calls), Interlocked.Read(ref _changes));

    /// <param name="what">What the call does, as the subject of a failure: "start the domain 'x'".</param>
    /// <param name="call">The calls to libvirt; runs without interruption on one thread.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="LibvirtException">libvirt refused.</exception>
    /// <exception cref="HostException">libvirt cannot be reached, or does not answer in time.</exception>
    public async Task<T> CallAsync<T>(
        string what,
        Func<ConnectHandle, T> call,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _calls);
        var running = Task.Factory.StartNew(
            () => Invoke(what, call),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            return await running.WaitAsync(timeout, timeProvider, cancellationToken);
        }
        catch (TimeoutException e)
        {
            Abandon(running);
            throw new HostException(
                "libvirt-timeout",
                $"libvirt at '{uri}' did not {what} within {timeout.TotalSeconds:0} s. See whether it answers: `virsh -c {uri} list`.",
                e
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await FinishAsync(running, cancellationToken);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(
        string what,
        Action<ConnectHandle> call,
        CancellationToken cancellationToken
    ) =>
        CallAsync(
            what,
            connect =>
            {
                call(connect);
                return true;
            },
            cancellationToken
        );

    /// <summary>A call that can change the host.</summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task<T> ChangeAsync<T>(
        string what,
        Func<ConnectHandle, T> call,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _changes);
        return CallAsync(what, call, cancellationToken);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connect?.Dispose();
            _connect = null;
        }
    }

    private async Task<T> FinishAsync<T>(Task<T> running, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(Grace, timeProvider, CancellationToken.None);
        }
        catch (TimeoutException e)
        {
            Abandon(running);
            throw new OperationCanceledException(
                "The call to libvirt was given up.",
                e,
                cancellationToken
            );
        }
    }

    /// <summary>The connection may be stuck in that call for ever; the next one opens its own.</summary>
    private void Abandon(Task running)
    {
        // What becomes of it is told to nobody, but must not count as an unobserved failure.
        _ = running.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
        if (_gate.TryEnter())
        {
            _connect = null;
            _gate.Exit();
        }
    }

    private T Invoke<T>(string what, Func<ConnectHandle, T> call)
    {
        var connect = Open();
        try
        {
            return call(connect);
        }
        catch (LibvirtException e) when (VirErrors.WasNeverSent(e))
        {
            Drop(connect);
            return InvokeAgain(what, call);
        }
        catch (LibvirtException e)
        {
            if (VirErrors.IsConnectionLost(e))
                Drop(connect);
            throw Explain(what, e);
        }
        finally
        {
            Interlocked.Exchange(ref _usedAt, timeProvider.GetTimestamp());
        }
    }

    private T InvokeAgain<T>(string what, Func<ConnectHandle, T> call)
    {
        try
        {
            return call(Open());
        }
        catch (LibvirtException e)
        {
            throw Explain(what, e);
        }
    }

    private Exception Explain(string what, LibvirtException cause) =>
        VirErrors.IsConnectionLost(cause)
            ? LibvirtUnreachable.Lost(uri, what, cause)
            : new LibvirtException(
                cause.Error,
                cause.Domain,
                $"libvirt cannot {what}: {cause.Message}",
                cause
            );

    private ConnectHandle Open()
    {
        lock (_gate)
        {
            if (_connect is not null && IsAlive(_connect))
                return _connect;
            _connect = null;
            VirLibrary.Load();
            if (events)
                VirLibrary.StartEvents();
            try
            {
                _connect = VirCall.Check(VirApi.virConnectOpen(uri));
            }
            catch (LibvirtException e)
            {
                throw LibvirtUnreachable.Explain(uri, e);
            }
            // Only remote drivers have it; without events nobody would answer the probes.
            if (events)
                _ = VirApi.virConnectSetKeepAlive(_connect, interval: 5, count: 3);
            return _connect;
        }
    }

    private bool IsAlive(ConnectHandle connect)
    {
        if (VirApi.virConnectIsAlive(connect) != 1)
            return false;
        return timeProvider.GetElapsedTime(Interlocked.Read(ref _usedAt)) < TrustedIdle
            || VirApi.virConnectGetLibVersion(connect, out _) == 0;
    }

    private void Drop(ConnectHandle connect)
    {
        lock (_gate)
        {
            if (_connect == connect)
                _connect = null;
        }
    }
}
