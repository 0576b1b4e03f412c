using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output came to: its value, and what is known of it.</summary>
/// <param name="Value">The value; the type's default when it is not known.</param>
/// <param name="IsKnown">Off in previews, for what only an update can tell.</param>
/// <param name="IsSecret">Must not be shown or stored in clear text.</param>
/// <param name="Resources">The resources the value comes from.</param>
internal readonly record struct OutputState<T>(
    T Value,
    bool IsKnown,
    bool IsSecret,
    ImmutableHashSet<Resource> Resources
)
{
    public static OutputState<T> Known(T value) => new(value, true, false, []);

    public static OutputState<T> Unknown(bool isSecret, ImmutableHashSet<Resource> resources) =>
        new(default!, false, isSecret, resources);

    /// <summary>Another value with the same marks.</summary>
    public OutputState<TOther> With<TOther>(TOther value) =>
        new(value, IsKnown, IsSecret, Resources);

    /// <summary>The state of a value that was made out of this one: both marks count.</summary>
    public OutputState<TNext> Then<TNext>(OutputState<TNext> next) =>
        next with
        {
            IsSecret = IsSecret || next.IsSecret,
            Resources = Resources.IsEmpty ? next.Resources : Resources.Union(next.Resources),
        };
}
