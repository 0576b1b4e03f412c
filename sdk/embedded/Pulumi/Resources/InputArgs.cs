using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A set of inputs, namely the members with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    /// <summary>Creates the base of a kind of args.</summary>
    protected InputArgs() { }

    /// <summary>Returns the current inputs by their names on the wire.</summary>
    internal virtual ImmutableSortedDictionary<string, object?> ToInputs() =>
        InputMembers.Read(this);
}
