using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>
/// The one connection to a host's libvirt, shared by all threads. The first call opens it, and a lost one is opened again. Each call runs
/// on a thread of its own, because libvirt's calls block and cannot be interrupted.
/// </summary>
/// <param name="place">Where libvirt is.</param>
/// <param name="events">Whether an event loop runs, which streams need.</param>
/// <param name="timeout">How long a call may take.</param>
/// <param name="timeProvider">The clock of timeouts.</param>
internal sealed class LibvirtConnection(
    ILibvirtPlace place,
    bool events,
    TimeSpan timeout,
    TimeProvider timeProvider
) : IDisposable
{
    /// <summary>A cancelled call gets this long to finish, so that its outcome is known.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>A connection that was idle for longer is tested first, because the daemon may have been restarted.</summary>
    private static readonly TimeSpan TrustedIdle = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    /// <summary>
    /// A connection that is given up is not disposed, because other threads may be about to use it. The last reference closes it.
    /// </summary>
    private ConnectHandle? _connect;

    private long _usedAt;
    private long _calls;
    private long _changes;

    /// <summary>The names of the objects that were seen.</summary>
    public ObjectNames Names { get; } = new();

    /// <summary>The number of calls so far, and how many of them could change the host.</summary>
    public LibvirtCalls Calls => new(Interlocked.Read(ref _calls), Interlocked.Read(ref _changes));

    /// <param name="what">The purpose of the call for messages, such as "start the domain 'x'".</param>
    /// <param name="call">The function that calls libvirt; it runs without interruption on one thread.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="LibvirtException">libvirt refused.</exception>
    /// <exception cref="HostException">libvirt cannot be reached, or does not answer in time.</exception>
    public async Task<T> CallAsync<T>(
        FormattableString what,
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
                $"libvirt at '{place.Uri}' did not {Names.Write(what)} within {timeout.TotalSeconds:0} s. See whether it answers: `virsh -c {place.Uri} list`.",
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
        FormattableString what,
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
        FormattableString what,
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
                "The libvirt call was cancelled.",
                e,
                cancellationToken
            );
        }
    }

    /// <summary>The connection may stay stuck in that call for ever, so the next call opens another one.</summary>
    private void Abandon(Task running)
    {
        // Nobody waits for that call any more, but its failure must not count as unobserved.
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

    private T Invoke<T>(FormattableString what, Func<ConnectHandle, T> call)
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
        catch (LibvirtException e) when (VirErrors.HadNoSchema(e))
        {
            return InvokeAgain(what, call);
        }
        catch (LibvirtException e)
        {
            if (VirErrors.IsConnectionLost(e))
            {
                Drop(connect);
            }

            throw Explain(what, e);
        }
        finally
        {
            Interlocked.Exchange(ref _usedAt, timeProvider.GetTimestamp());
        }
    }

    private T InvokeAgain<T>(FormattableString what, Func<ConnectHandle, T> call)
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

    private Exception Explain(FormattableString what, LibvirtException cause)
    {
        var purpose = Names.Write(what);
        return VirErrors.IsConnectionLost(cause) ? place.Lost(purpose, cause)
            : LibvirtDaemon.Named(cause.Message) is { } daemon
                ? LibvirtUnreachable.HelperDown(daemon, purpose, cause)
            : new LibvirtException(
                cause.Error,
                cause.Domain,
                $"libvirt cannot {purpose}: {cause.Message}",
                cause
            )
            {
                Purpose = purpose,
            };
    }

    private ConnectHandle Open()
    {
        lock (_gate)
        {
            if (_connect is not null && IsAlive(_connect))
            {
                return _connect;
            }

            _connect = null;
            VirLibrary.Load();
            if (events)
            {
                VirLibrary.StartEvents();
            }

            try
            {
                _connect = VirCall.Check(VirApi.virConnectOpen(place.Locate()));
            }
            catch (LibvirtException e)
            {
                throw place.Unreachable(e);
            }
            // Only remote drivers have keepalive, and without the event loop nobody would answer its probes.
            if (events)
            {
                _ = VirApi.virConnectSetKeepAlive(_connect, interval: 5, count: 3);
            }

            return _connect;
        }
    }

    private bool IsAlive(ConnectHandle connect)
    {
        if (VirApi.virConnectIsAlive(connect) != 1)
        {
            return false;
        }

        return timeProvider.GetElapsedTime(Interlocked.Read(ref _usedAt)) < TrustedIdle
            || VirApi.virConnectGetLibVersion(connect, out _) == 0;
    }

    private void Drop(ConnectHandle connect)
    {
        lock (_gate)
        {
            if (_connect == connect)
            {
                _connect = null;
            }
        }
    }
}
