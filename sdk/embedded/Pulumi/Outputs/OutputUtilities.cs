using System.Collections.Immutable;
using Pulumi.Outputs;

namespace Pulumi.Utilities;

/// <summary>Inspects outputs and creates special ones, for unit tests and for authors of provider SDKs.</summary>
public static class OutputUtilities
{
    /// <summary>Awaits the value. An unknown value is the type's default.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output) =>
        (await output.State.ConfigureAwait(false)).Value;

    /// <summary>Awaits whether the value is known. In a preview some values are known only after the update.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) =>
        (await output.State.ConfigureAwait(false)).IsKnown;

    /// <summary>Awaits the resources that the value comes from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(
        Output<T> output
    ) => (await output.State.ConfigureAwait(false)).Resources;

    /// <summary>Creates an unknown output, like those of new resources in a preview.</summary>
    /// <param name="value">The value that <see cref="GetValueAsync"/> returns nevertheless.</param>
    public static Output<T> CreateUnknown<T>(T value) =>
        new(OutputState<T>.Known(value) with { IsKnown = false });

    /// <inheritdoc cref="CreateUnknown{T}(T)"/>
    /// <param name="valueFactory">Creates the value that <see cref="GetValueAsync"/> returns nevertheless.</param>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) =>
        new(
            OutputFlow.ChangeAsync(
                OutputFlow.FromTaskAsync(valueFactory()),
                state => state with { IsKnown = false }
            )
        );

    /// <summary>Adds a resource to those that the output comes from.</summary>
    /// <param name="resource">The resource that consumers of the output wait for.</param>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource) =>
        new(
            OutputFlow.ChangeAsync(
                output.State,
                state => state with { Resources = state.Resources.Add(resource) }
            )
        );
}
