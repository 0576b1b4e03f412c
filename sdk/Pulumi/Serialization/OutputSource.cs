namespace Pulumi.Serialization;

/// <summary>The source of an output of a resource.</summary>
internal sealed class OutputSource<T> : IOutputSource
{
    // What hangs on the output runs elsewhere, so that it cannot hold up the resource's other outputs.
    private readonly TaskCompletionSource<OutputState<T>> _source = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public OutputSource() => Output = new(_source.Task);

    public Output<T> Output { get; }

    public Type TargetType => typeof(T);

    public void Set(OutputState<object?> state) =>
        _source.TrySetResult(state.With(state.Value is null ? default! : (T)state.Value));

    public void SetDefault(bool isKnown, Resource resource) =>
        _source.TrySetResult(new(default!, isKnown, false, [resource]));

    public void Fail(Exception exception) => _source.TrySetException(exception);
}
