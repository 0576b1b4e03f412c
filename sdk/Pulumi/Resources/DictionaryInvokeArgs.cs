using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The inputs of a provider's function by their names on the wire, where there is no type for them.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableSortedDictionary<string, object?> _inputs;

    /// <summary>Gives the inputs.</summary>
    /// <param name="dictionary">Values, inputs and outputs by name.</param>
    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) =>
        _inputs = dictionary.ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal override ImmutableSortedDictionary<string, object?> ToInputs() => _inputs;
}
