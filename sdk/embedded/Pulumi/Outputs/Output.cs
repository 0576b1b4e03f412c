using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Outputs;

namespace Pulumi;

/// <summary>Creates and combines outputs.</summary>
public static class Output
{
    /// <summary>Creates an output of a known value.</summary>
    public static Output<T> Create<T>(T value) => new(OutputState<T>.Known(value));

    /// <summary>Creates an output of the result of a task.</summary>
    /// <param name="value">The task. If it fails, so does the output.</param>
    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    /// <summary>Creates a secret output, whose value is neither shown nor stored in clear text.</summary>
    public static Output<T> CreateSecret<T>(T value) =>
        new(OutputState<T>.Known(value) with { IsSecret = true });

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Create(value));

    /// <summary>Marks the output as secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value) =>
        new(OutputFlow.ChangeAsync(value.State, state => state with { IsSecret = true }));

    /// <summary>Removes the secret mark, so that the value may be shown and stored in clear text.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) =>
        new(OutputFlow.ChangeAsync(output.State, state => state with { IsSecret = false }));

    /// <summary>Returns whether the value is secret. The result is known once the output is.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output) =>
        (await output.State.ConfigureAwait(false)).IsSecret;

    /// <summary>Combines several values into one output, in their order.</summary>
    /// <param name="inputs">The values. <c>null</c> means the type's default.</param>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) =>
        JoinAll(inputs.Select(input => input.ToOutput()));

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        JoinAll(inputs.Select(input => input.ToOutput()));

    /// <summary>Combines several values into one output, in their order.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => JoinAll(outputs);

    /// <inheritdoc cref="All{T}(Output{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) =>
        JoinAll(outputs);

    /// <summary>Interpolates a string with the values of outputs and inputs, in the invariant culture.</summary>
    /// <param name="formattableString">An interpolated string of outputs, inputs and plain values.</param>
    public static Output<string> Format(FormattableString formattableString) =>
        OutputFormat.Of(formattableString);

    /// <summary>Serializes a value to JSON. Outputs inside it are awaited and written as their values.</summary>
    /// <param name="value">The value to serialize.</param>
    /// <param name="options">The options of the serializer. Default: its own.</param>
    public static Output<string> JsonSerialize<T>(
        Output<T> value,
        JsonSerializerOptions? options = null
    ) => new(OutputJson.SerializeAsync(value, options));

    /// <summary>Parses a value from JSON.</summary>
    /// <param name="options">The options of the serializer. Default: its own.</param>
    public static Output<T> JsonDeserialize<T>(
        Output<string> json,
        JsonSerializerOptions? options = null
    ) => json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!); // The JSON text 'null' is null of T.

    /// <summary>Combines values of different types into one output.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        Tuple(item1.ToOutput(), item2.ToOutput());

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Input<T1> item1,
        Input<T2> item2,
        Input<T3> item3
    ) => Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput());

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1,
        Input<T2> item2,
        Input<T3> item3,
        Input<T4> item4
    ) => Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput());

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1,
        Input<T2> item2,
        Input<T3> item3,
        Input<T4> item4,
        Input<T5> item5
    ) =>
        Tuple(
            item1.ToOutput(),
            item2.ToOutput(),
            item3.ToOutput(),
            item4.ToOutput(),
            item5.ToOutput()
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1,
        Input<T2> item2,
        Input<T3> item3,
        Input<T4> item4,
        Input<T5> item5,
        Input<T6> item6
    ) =>
        Tuple(
            item1.ToOutput(),
            item2.ToOutput(),
            item3.ToOutput(),
            item4.ToOutput(),
            item5.ToOutput(),
            item6.ToOutput()
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1,
        Input<T2> item2,
        Input<T3> item3,
        Input<T4> item4,
        Input<T5> item5,
        Input<T6> item6,
        Input<T7> item7
    ) =>
        Tuple(
            item1.ToOutput(),
            item2.ToOutput(),
            item3.ToOutput(),
            item4.ToOutput(),
            item5.ToOutput(),
            item6.ToOutput(),
            item7.ToOutput()
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1,
        Input<T2> item2,
        Input<T3> item3,
        Input<T4> item4,
        Input<T5> item5,
        Input<T6> item6,
        Input<T7> item7,
        Input<T8> item8
    ) =>
        Tuple(
            item1.ToOutput(),
            item2.ToOutput(),
            item3.ToOutput(),
            item4.ToOutput(),
            item5.ToOutput(),
            item6.ToOutput(),
            item7.ToOutput(),
            item8.ToOutput()
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        Join([item1, item2], () => (item1.Now(), item2.Now()));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Output<T1> item1,
        Output<T2> item2,
        Output<T3> item3
    ) => Join([item1, item2, item3], () => (item1.Now(), item2.Now(), item3.Now()));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1,
        Output<T2> item2,
        Output<T3> item3,
        Output<T4> item4
    ) =>
        Join(
            [item1, item2, item3, item4],
            () => (item1.Now(), item2.Now(), item3.Now(), item4.Now())
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1,
        Output<T2> item2,
        Output<T3> item3,
        Output<T4> item4,
        Output<T5> item5
    ) =>
        Join(
            [item1, item2, item3, item4, item5],
            () => (item1.Now(), item2.Now(), item3.Now(), item4.Now(), item5.Now())
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1,
        Output<T2> item2,
        Output<T3> item3,
        Output<T4> item4,
        Output<T5> item5,
        Output<T6> item6
    ) =>
        Join(
            [item1, item2, item3, item4, item5, item6],
            () => (item1.Now(), item2.Now(), item3.Now(), item4.Now(), item5.Now(), item6.Now())
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1,
        Output<T2> item2,
        Output<T3> item3,
        Output<T4> item4,
        Output<T5> item5,
        Output<T6> item6,
        Output<T7> item7
    ) =>
        Join(
            [item1, item2, item3, item4, item5, item6, item7],
            () =>
                (
                    item1.Now(),
                    item2.Now(),
                    item3.Now(),
                    item4.Now(),
                    item5.Now(),
                    item6.Now(),
                    item7.Now()
                )
        );

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1,
        Output<T2> item2,
        Output<T3> item3,
        Output<T4> item4,
        Output<T5> item5,
        Output<T6> item6,
        Output<T7> item7,
        Output<T8> item8
    ) =>
        Join(
            [item1, item2, item3, item4, item5, item6, item7, item8],
            () =>
                (
                    item1.Now(),
                    item2.Now(),
                    item3.Now(),
                    item4.Now(),
                    item5.Now(),
                    item6.Now(),
                    item7.Now(),
                    item8.Now()
                )
        );

    private static Output<ImmutableArray<T>> JoinAll<T>(IEnumerable<Output<T>> outputs)
    {
        Output<T>[] parts = [.. outputs];
        return Join<ImmutableArray<T>>(parts, () => [.. parts.Select(part => part.Now())]);
    }

    private static Output<T> Join<T>(IReadOnlyCollection<IOutput> parts, Func<T> read) =>
        new(OutputFlow.JoinAsync(parts, read));
}
