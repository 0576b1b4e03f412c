using Grpc.Core;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>Tracks the running calls and ends them when the engine cancels or the process must stop.</summary>
internal sealed class Operations : IDisposable
{
    /// <summary>No timer goes on for longer, and no operation either: a larger limit is none.</summary>
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _stop = new();
    private int _running;

    /// <summary>The number of running calls.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Cancels all running and future calls.</summary>
    public void Cancel() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Runs a call for at most <paramref name="timeoutSeconds"/>; 0 means no limit.</summary>
    public async Task<T> RunAsync<T>(
        ServerCallContext context,
        double timeoutSeconds,
        Func<CancellationToken, Task<T>> call
    )
    {
        Interlocked.Increment(ref _running);
        using var timeout = new CancellationTokenSource();
        if (timeoutSeconds > 0 && timeoutSeconds < LongestLimit.TotalSeconds)
        {
            timeout.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds));
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            _stop.Token,
            context.CancellationToken
        );
        try
        {
            return await call(linked.Token);
        }
        catch (OperationCanceledException e)
            when (timeout.IsCancellationRequested
                && !_stop.IsCancellationRequested
                && !context.CancellationToken.IsCancellationRequested
            )
        {
            throw new InfraException(
                $"The operation took longer than {DurationText.Format(TimeSpan.FromSeconds(timeoutSeconds))}, its limit in "
                    + "customTimeouts. Raise the limit, or find out what the operation waited for.",
                e
            );
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
