using Pulumi.Deployments;
using Pulumi.Outputs;

namespace Pulumi;

/// <summary>
/// A value that is there later: what a resource has once it was created, or what was computed from that. It carries along
/// whether it is secret, whether it is known yet, and which resources it comes from.
/// </summary>
/// <remarks>
/// Work with the value inside of <c>Apply</c>; hand the output itself to the inputs of other resources, so that they wait for it. A
/// failure inside of it fails the program, even if nobody looks at the result.
/// </remarks>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputState<T>> state)
    {
        State = state;
        if (!state.IsCompletedSuccessfully)
        {
            DeploymentContext.Current?.Work.Track(state);
        }
    }

    internal Output(OutputState<T> state) => State = Task.FromResult(state);

    internal Task<OutputState<T>> State { get; }

    Task IOutput.Settled => State;

    async Task<OutputState<object?>> IOutput.GetStateAsync()
    {
        var state = await State.ConfigureAwait(false);
        return state.With<object?>(state.Value);
    }

    /// <summary>An output of the result of a task.</summary>
    /// <param name="value">The task; its failure is the output's.</param>
    public static Output<T> Create(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(OutputFlow.FromTaskAsync(value));
    }

    /// <summary>Computes another output from the value, once it is there.</summary>
    /// <remarks>Not run while the value is unknown, as in a preview of a new resource; run in previews too when it is known.</remarks>
    /// <param name="func">Gets the value; its failure fails the program.</param>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        new(OutputFlow.MapAsync(State, func));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        new(OutputFlow.ThenAsync(State, value => OutputFlow.FromTaskAsync(func(value))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        new(OutputFlow.ThenAsync(State, value => OutputFlow.FromTaskAsync(func(value))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        new(OutputFlow.ThenAsync(State, value => func(value).ToOutput().State));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        new(
            OutputFlow.ThenAsync(
                State,
                value => func(value)?.State ?? Task.FromResult(OutputState<TResult>.Known(default!))
            )
        );

    /// <summary>A reminder that an output has no text of its own: its value is not there when the text is made.</summary>
    /// <exception cref="InvalidOperationException">Thrown instead when PULUMI_ERROR_OUTPUT_STRING is <c>1</c> or <c>true</c>.</exception>
    public override string ToString() => OutputText.OfOutput();
}
