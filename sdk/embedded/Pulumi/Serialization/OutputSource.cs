namespace Pulumi.Serialization;

/// <summary>The source of a resource's output.</summary>
internal sealed class OutputSource<T> : IOutputSource
{
    // Continuations run asynchronously, so that they cannot delay the resource's other outputs.
    private readonly TaskCompletionSource<OutputState<T>> _source = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public OutputSource() => Output = new(_source.Task);

    public Output<T> Output { get; }

    public Type TargetType => typeof(T);

    public void Set(OutputState<object?> state) => _source.TrySetResult(OutputState<T>.Cast(state));

    public void SetDefault(bool isKnown, Resource resource) =>
        // A known value is null here only where the engine sent none.
        _source.TrySetResult(new(default!, isKnown, false, [resource]));

    public void Fail(Exception exception) => _source.TrySetException(exception);
}
