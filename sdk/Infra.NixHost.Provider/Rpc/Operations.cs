using Grpc.Core;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The running calls: all of them end when the engine cancels, goes away, or the process is told to stop.</summary>
internal sealed class Operations : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _running;

    /// <summary>How many calls run.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Cancels what runs and whatever comes after.</summary>
    public void Cancel() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Runs one call of at most <paramref name="timeoutSeconds"/> (0 = no limit of its own).</summary>
    public async Task<T> RunAsync<T>(
        ServerCallContext context,
        double timeoutSeconds,
        Func<CancellationToken, Task<T>> call
    )
    {
        Interlocked.Increment(ref _running);
        using var timeout = new CancellationTokenSource();
        if (timeoutSeconds > 0)
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
                $"The operation took longer than {DurationText.Format(TimeSpan.FromSeconds(timeoutSeconds))}, the time that "
                    + "customTimeouts gives it. Give it more time there, or look at what it was waiting for.",
                e
            );
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
