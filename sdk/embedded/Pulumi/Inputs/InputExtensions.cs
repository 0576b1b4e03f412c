namespace Pulumi;

/// <summary>Converts inputs to outputs.</summary>
public static class InputExtensions
{
    /// <summary>Converts the input to an output; <c>null</c> becomes an output of the type's default.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) =>
        // An input that is not set counts as the default of T, as with the real SDK.
        input?.Flatten() ?? Output.Create(default(T)!);

    /// <summary>Computes an output from the value once it is known.</summary>
    /// <param name="input">The input. <c>null</c> means the type's default.</param>
    /// <param name="func">The function of the value. It does not run while the value is unknown.</param>
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
