using System.Collections.Immutable;

namespace Infra.Engine.Workspace;

/// <summary>A stack's configuration as programs and providers get it.</summary>
/// <param name="Values">Full key (<c>namespace:name</c>) to text; lists and maps as JSON; secrets in clear.</param>
/// <param name="SecretKeys">The keys that hold any secret.</param>
public sealed record StackConfiguration(
    ImmutableSortedDictionary<string, string> Values,
    ImmutableSortedSet<string> SecretKeys
)
{
    public static StackConfiguration Empty { get; } =
        new(ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedSet<string>.Empty);

    /// <summary>Does not print values: they may be secret.</summary>
    public override string ToString() => $"{Values.Count} values";
}
