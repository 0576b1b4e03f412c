namespace Pulumi;

/// <summary>Works with inputs as with outputs.</summary>
public static class InputExtensions
{
    /// <summary>The input as an output; <c>null</c> becomes an output of the type's default.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) =>
        input?.Flatten() ?? Output.Create(default(T)!);

    /// <summary>Computes an output from the value, once it is there.</summary>
    /// <param name="input">The input; <c>null</c> counts as the type's default.</param>
    /// <param name="func">Gets the value; not run while it is unknown.</param>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, TResult> func) =>
        input.ToOutput().Apply(func);

    /// <inheritdoc cref="Apply{T, TResult}(Input{T}, Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(
        this Input<T>? input,
        Func<T, Task<TResult>> func
    ) => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Apply{T, TResult}(Input{T}, Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(
        this Input<T>? input,
        Func<T, Input<TResult>?> func
    ) => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Apply{T, TResult}(Input{T}, Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(
        this Input<T>? input,
        Func<T, Output<TResult>?> func
    ) => input.ToOutput().Apply(func);
}
