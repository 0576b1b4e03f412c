using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The state of a completed output: its value and its marks.</summary>
/// <param name="Value">The value, or the type's default when it is unknown.</param>
/// <param name="IsKnown">Whether the value is known. In a preview some values are known only after the update.</param>
/// <param name="IsSecret">Whether the value must not be shown or stored in clear text.</param>
/// <param name="Resources">The resources that the value comes from.</param>
internal readonly record struct OutputState<T>(
    T Value,
    bool IsKnown,
    bool IsSecret,
    ImmutableHashSet<Resource> Resources
)
{
    public static OutputState<T> Known(T value) => new(value, true, false, []);

    public static OutputState<T> Unknown(bool isSecret, ImmutableHashSet<Resource> resources) =>
        // Nobody reads the value of an unknown state.
        new(default!, false, isSecret, resources);

    /// <summary>Returns the state with its value as another type; a missing value is that type's default.</summary>
    public static OutputState<T> Cast(OutputState<object?> state) =>
        // A program that declares T gets null where the engine sent no value, as with the real SDK.
        state.With(state.Value is null ? default! : (T)state.Value);

    /// <summary>Creates a state with the same marks and another value.</summary>
    public OutputState<TOther> With<TOther>(TOther value) =>
        new(value, IsKnown, IsSecret, Resources);

    /// <summary>Returns the state of a value that was computed from this one. It has the marks of both.</summary>
    public OutputState<TNext> Then<TNext>(OutputState<TNext> next) =>
        next with
        {
            IsSecret = IsSecret || next.IsSecret,
            Resources = Resources.IsEmpty ? next.Resources : Resources.Union(next.Resources),
        };
}
