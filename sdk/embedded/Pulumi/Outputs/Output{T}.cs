using Pulumi.Deployments;
using Pulumi.Outputs;

namespace Pulumi;

/// <summary>
/// A value that is known later, such as a property of a resource that is yet to be created, or a value computed from one. It records
/// whether it is secret, whether it is known, and which resources it comes from.
/// </summary>
/// <remarks>
/// Use the value inside <c>Apply</c>. Pass the output itself to the inputs of other resources, so that they wait for it. A
/// failure inside it ends the program, even if the result is not used.
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

    async Task<OutputState<object?>> IOutput.GetStateAsync()
    {
        var state = await State.ConfigureAwait(false);
        return state.With<object?>(state.Value);
    }

    /// <summary>Creates an output of the result of a task.</summary>
    /// <param name="value">The task. If it fails, so does the output.</param>
    public static Output<T> Create(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(OutputFlow.FromTaskAsync(value));
    }

    /// <summary>Computes another output from the value once it is known.</summary>
    /// <remarks>The function runs in previews, too, but not while the value is unknown, as it is for a new resource.</remarks>
    /// <param name="func">The function of the value. Its failure ends the program.</param>
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
                // A function that returns null gives an output of the default of TResult, as with the real SDK.
                value =>
                    func(value)?.State ?? Task.FromResult(OutputState<TResult>.Known(default!))
            )
        );

    /// <summary>Returns a hint instead of the value, which is not known when the string is made, and warns of it.</summary>
    /// <exception cref="InvalidOperationException">The environment variable PULUMI_ERROR_OUTPUT_STRING is <c>1</c> or <c>true</c>.</exception>
    public override string ToString() => OutputText.OfOutput();
}
