namespace Pulumi;

/// <summary>An output to hand out now whose source is found later, for resources that refer to each other.</summary>
/// <remarks>Whoever waits for <see cref="Output"/> waits until <see cref="Resolve"/> was called; the program does not end before.</remarks>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<OutputState<T>> _source = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _resolved;

    /// <summary>Creates the output without a source.</summary>
    public DeferredOutput() => Output = new(_source.Task);

    /// <summary>The output to hand out.</summary>
    public Output<T> Output { get; }

    /// <summary>Names the source; everything it comes to is passed on.</summary>
    /// <param name="output">The source.</param>
    /// <exception cref="InvalidOperationException">There is a source already.</exception>
    public void Resolve(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Interlocked.Exchange(ref _resolved, 1) == 1)
        {
            throw new InvalidOperationException("A deferred output can be resolved only once.");
        }

        _ = output.State.ContinueWith(
            static (state, source) =>
                ((TaskCompletionSource<OutputState<T>>)source!).SetFromTask(state),
            _source,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }
}
