using System.Collections.Immutable;
using Pulumi.Outputs;

namespace Pulumi.Utilities;

/// <summary>Looks into outputs, and makes special ones; for unit tests and for authors of provider SDKs.</summary>
public static class OutputUtilities
{
    /// <summary>The value, once it is there; the type's default when it is unknown.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output) =>
        (await output.State.ConfigureAwait(false)).Value;

    /// <summary>Whether the value is known; off for what only an update can tell.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) =>
        (await output.State.ConfigureAwait(false)).IsKnown;

    /// <summary>The resources the value comes from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(
        Output<T> output
    ) => (await output.State.ConfigureAwait(false)).Resources;

    /// <summary>An output that is not known, as those of new resources in a preview.</summary>
    /// <param name="value">What <see cref="GetValueAsync"/> gives nevertheless.</param>
    public static Output<T> CreateUnknown<T>(T value) =>
        new(OutputState<T>.Known(value) with { IsKnown = false });

    /// <inheritdoc cref="CreateUnknown{T}(T)"/>
    /// <param name="valueFactory">Makes what <see cref="GetValueAsync"/> gives nevertheless.</param>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) =>
        new(
            OutputFlow.ChangeAsync(
                OutputFlow.FromTaskAsync(valueFactory()),
                state => state with { IsKnown = false }
            )
        );

    /// <summary>The same output as one that comes from a resource too.</summary>
    /// <param name="output">The output.</param>
    /// <param name="resource">What consumers of the output shall wait for.</param>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource) =>
        new(
            OutputFlow.ChangeAsync(
                output.State,
                state => state with { Resources = state.Resources.Add(resource) }
            )
        );
}
