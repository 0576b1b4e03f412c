using System.Collections.Immutable;
using Pulumi.Outputs;

namespace Pulumi;

/// <summary>The outputs of another stack, as its last update left them.</summary>
public class StackReference : CustomResource
{
    /// <summary>Refers to a stack.</summary>
    /// <param name="name">The stack, as <c>organization/project/stack</c>, unless the args name another one.</param>
    /// <param name="args">Which stack; the one of the first parameter when <c>null</c>.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
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

    /// <summary>The stack referred to.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!; // Set through OutputProperties.

    /// <summary>All outputs by name; secret as a whole when one of them is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>The names of the outputs that are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>One output, secret only if that one is; <c>null</c> when the stack has none of that name.</summary>
    /// <param name="name">The output's name.</param>
    public Output<object?> GetOutput(Input<string> name) =>
        MarkLikeSource(
            name,
            Output.Tuple(name.ToOutput(), Outputs).Apply(both => Find(both.Item2, both.Item1))
        );

    /// <summary>One output, secret only if that one is; the program fails when the stack has none of that name.</summary>
    /// <param name="name">The output's name.</param>
    public Output<object> RequireOutput(Input<string> name) =>
        MarkLikeSource(
            name,
            Output
                .Tuple(name.ToOutput(), Name, Outputs)
                .Apply(all => Find(all.Item3, all.Item1) ?? throw Missing(all.Item1, all.Item2))
        );

    /// <summary>One output as a plain value, and whether it is secret; neither value when the stack has none of that name.</summary>
    /// <param name="name">The output's name.</param>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var state = await GetOutput(name).State.ConfigureAwait(false);
        return state.IsSecret ? new() { SecretValue = state.Value } : new() { Value = state.Value };
    }

    /// <summary>One output as a plain value; <c>null</c> when the stack has none of that name.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="InvalidOperationException">The output is secret: use <see cref="GetOutput"/>.</exception>
    public async Task<object?> GetValueAsync(Input<string> name) =>
        Plain(await GetOutput(name).State.ConfigureAwait(false), nameof(GetOutput));

    /// <summary>One output as a plain value.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="InvalidOperationException">The output is secret: use <see cref="RequireOutput"/>.</exception>
    public async Task<object> RequireValueAsync(Input<string> name) =>
        Plain(await RequireOutput(name).State.ConfigureAwait(false), nameof(RequireOutput));

    private static T Plain<T>(OutputState<T> state, string instead) =>
        state.IsSecret
            ? throw new InvalidOperationException(
                $"The output is secret and cannot be had as a plain value: use {instead}, which keeps it secret."
            )
            : state.Value;

    // A stack that was never updated has no outputs at all.
    private static object? Find(ImmutableDictionary<string, object>? outputs, string name) =>
        outputs?.GetValueOrDefault(name);

    private static RunException Missing(string output, string stack) =>
        new(
            $"The stack '{stack}' has no output '{output}': its last update did not set one. Check the name with 'pulumi stack output --stack {stack}'."
        );

    // All outputs together are secret as soon as one of them is; a single one is not for that reason.
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
