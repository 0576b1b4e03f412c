namespace Pulumi;

/// <summary>An output whose source is set later, for resources that refer to each other.</summary>
/// <remarks><see cref="Output"/> has no value before <see cref="Resolve"/> is called, and the program does not end before that.</remarks>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<OutputState<T>> _source = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _resolved;

    /// <summary>Creates an output without a source.</summary>
    public DeferredOutput() => Output = new(_source.Task);

    /// <summary>The output.</summary>
    public Output<T> Output { get; }

    /// <summary>Sets the source, whose value, marks or failure become those of the output.</summary>
    /// <exception cref="InvalidOperationException">The source is already set.</exception>
    public void Resolve(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Interlocked.Exchange(ref _resolved, 1) == 1)
        {
            throw new InvalidOperationException("A deferred output can be resolved only once.");
        }

        _ = output.State.ContinueWith(
            // The source is the next argument.
            static (state, source) =>
                ((TaskCompletionSource<OutputState<T>>)source!).SetFromTask(state),
            _source,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }
}
