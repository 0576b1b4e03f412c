using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The inputs of a function by their names on the wire, for functions without a class of args.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableSortedDictionary<string, object?> _inputs;

    /// <summary>Creates the args.</summary>
    /// <param name="dictionary">The values, inputs and outputs by name.</param>
    /// <exception cref="RunException">A value is of a type that cannot be an input.</exception>
    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary)
    {
        _inputs = dictionary.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in _inputs)
        {
            InputTypes.Require(name, value);
        }
    }

    internal override ImmutableSortedDictionary<string, object?> ToInputs() => _inputs;
}
