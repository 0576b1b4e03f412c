using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The inputs of a resource by their names on the wire, where there is no type for them.</summary>
public sealed class DictionaryResourceArgs : ResourceArgs
{
    private readonly ImmutableSortedDictionary<string, object?> _inputs;

    /// <summary>Gives the inputs.</summary>
    /// <param name="dictionary">Values, inputs and outputs by name.</param>
    public DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) =>
        _inputs = dictionary.ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal override ImmutableSortedDictionary<string, object?> ToInputs() => _inputs;
}
