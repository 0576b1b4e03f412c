using System.Collections.Immutable;

namespace Pulumi.Outputs;

/// <summary>Derives states from states. A known value is passed on without a switch of threads.</summary>
internal static class OutputFlow
{
    public static async Task<OutputState<T>> FromTaskAsync<T>(Task<T> value) =>
        OutputState<T>.Known(await value.ConfigureAwait(false));

    public static async Task<OutputState<ValueTuple>> FromTaskAsync(Task value)
    {
        await value.ConfigureAwait(false);
        return OutputState<ValueTuple>.Known(default);
    }

    public static async Task<OutputState<TResult>> MapAsync<T, TResult>(
        Task<OutputState<T>> source,
        Func<T, TResult> func
    )
    {
        var state = await source.ConfigureAwait(false);
        return state.IsKnown
            ? state.With(func(state.Value))
            : OutputState<TResult>.Unknown(state.IsSecret, state.Resources);
    }

    public static async Task<OutputState<TResult>> ThenAsync<T, TResult>(
        Task<OutputState<T>> source,
        Func<T, Task<OutputState<TResult>>> next
    )
    {
        var state = await source.ConfigureAwait(false);
        return state.IsKnown
            ? state.Then(await next(state.Value).ConfigureAwait(false))
            : OutputState<TResult>.Unknown(state.IsSecret, state.Resources);
    }

    /// <summary>Joins parts. The result is known if all are, secret if one is, and depends on the resources of all.</summary>
    public static async Task<OutputState<TResult>> JoinAsync<TResult>(
        IReadOnlyCollection<IOutput> parts,
        Func<TResult> read
    )
    {
        var states = await Task.WhenAll(parts.Select(part => part.GetStateAsync()))
            .ConfigureAwait(false);
        var (known, secret) = (states.All(s => s.IsKnown), states.Any(s => s.IsSecret));
        var resources = ImmutableHashSet.CreateBuilder<Resource>();
        foreach (var state in states)
        {
            resources.UnionWith(state.Resources);
        }

        return known
            ? new(read(), true, secret, resources.ToImmutable())
            : OutputState<TResult>.Unknown(secret, resources.ToImmutable());
    }

    public static async Task<OutputState<T>> ChangeAsync<T>(
        Task<OutputState<T>> source,
        Func<OutputState<T>, OutputState<T>> change
    ) => change(await source.ConfigureAwait(false));

    public static async Task<OutputState<T>> JoinMarkAsync<T>(
        Task<OutputState<T>> source,
        Task<bool> isSecret
    )
    {
        var state = await source.ConfigureAwait(false);
        return state with { IsSecret = await isSecret.ConfigureAwait(false) };
    }

    /// <summary>Returns the value of a part inside <see cref="JoinAsync"/>, where the part has completed.</summary>
    public static T Now<T>(this Output<T> output) => output.State.GetAwaiter().GetResult().Value;
}
