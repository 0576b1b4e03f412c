using System.Collections.Immutable;
using Pulumi.Outputs;

namespace Pulumi;

/// <summary>The outputs of another stack after its last update.</summary>
public class StackReference : CustomResource
{
    /// <summary>Creates a reference to a stack.</summary>
    /// <param name="name">The stack, as <c>organization/project/stack</c>, unless the args name one.</param>
    /// <param name="args">The stack. Default: the first parameter.</param>
    /// <param name="options">The options. Default: none.</param>
    public StackReference(
        string name,
        StackReferenceArgs? args = null,
        CustomResourceOptions? options = null
    )
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new() { Id = args?.Name ?? name })
        ) { }

    /// <summary>The name of the other stack.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!; // OutputProperties sets it before the constructor's own code runs.

    /// <summary>All outputs by name. The whole map is secret if one output is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!; // OutputProperties sets it, too.

    /// <summary>The names of the outputs that are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!; // OutputProperties sets it, too.

    /// <summary>Gets one output, or <c>null</c> if the stack has no such output. It is secret only if that output is.</summary>
    public Output<object?> GetOutput(Input<string> name) =>
        MarkLikeSource(
            name,
            Output.Tuple(name.ToOutput(), Outputs).Apply(both => Find(both.Item2, both.Item1))
        );

    /// <summary>
    /// Gets one output. It is secret only if that output is. A missing output ends the program with a
    /// <see cref="KeyNotFoundException"/>.
    /// </summary>
    public Output<object> RequireOutput(Input<string> name) =>
        MarkLikeSource(
            name,
            Output
                .Tuple(name.ToOutput(), Name, Outputs)
                .Apply(all => Find(all.Item3, all.Item1) ?? throw Missing(all.Item1, all.Item2))
        );

    /// <summary>Gets one output as a plain value. Both values are <c>null</c> if the stack has no such output.</summary>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var state = await GetOutput(name).State.ConfigureAwait(false);
        return state.IsSecret ? new() { SecretValue = state.Value } : new() { Value = state.Value };
    }

    /// <summary>Gets one output as a plain value, or <c>null</c> if the stack has no such output.</summary>
    /// <exception cref="InvalidOperationException">The output is secret. Use <see cref="GetOutput"/> instead.</exception>
    public async Task<object?> GetValueAsync(Input<string> name) =>
        Plain(await GetOutput(name).State.ConfigureAwait(false), nameof(GetOutput));

    /// <summary>Gets one output as a plain value.</summary>
    /// <exception cref="KeyNotFoundException">The stack has no such output.</exception>
    /// <exception cref="InvalidOperationException">The output is secret. Use <see cref="RequireOutput"/> instead.</exception>
    public async Task<object> RequireValueAsync(Input<string> name)
    {
        // A failed output would end the program, which may catch the exception.
        var state = await GetOutput(name).State.ConfigureAwait(false);
        var value = Plain(state, nameof(RequireOutput));
        return value is null && state.IsKnown
            ? throw Missing(
                (await name.ToOutput().State.ConfigureAwait(false)).Value,
                (await Name.State.ConfigureAwait(false)).Value
            )
            : value!; // Only a preview has no value.
    }

    private static T Plain<T>(OutputState<T> state, string instead) =>
        state.IsSecret
            ? throw new InvalidOperationException(
                $"The output is secret and cannot be read as a plain value. Use {instead}, which keeps it secret."
            )
            : state.Value;

    // A stack that was never updated has no outputs.
    private static object? Find(ImmutableDictionary<string, object>? outputs, string name) =>
        outputs?.GetValueOrDefault(name);

    private static MissingOutputException Missing(string output, string stack) =>
        new(
            $"The stack '{stack}' has no output '{output}', because its last update set none. Check the name with 'pulumi stack output --stack {stack}'."
        );

    // The map of all outputs is secret if one of them is, but that does not make every single output secret.
    private Output<T> MarkLikeSource<T>(Input<string> name, Output<T> output) =>
        new(OutputFlow.JoinMarkAsync(output.State, IsSecretAsync(name.ToOutput())));

    private async Task<bool> IsSecretAsync(Output<string> name)
    {
        var wanted = await name.State.ConfigureAwait(false);
        var secrets = await SecretOutputNames.State.ConfigureAwait(false);
        if (!wanted.IsKnown || !secrets.IsKnown || secrets.Value.IsDefault)
        {
            return (await Outputs.State.ConfigureAwait(false)).IsSecret;
        }

        return secrets.Value.Contains(wanted.Value);
    }
}
