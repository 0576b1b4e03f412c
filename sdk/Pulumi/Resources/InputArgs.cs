using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A set of inputs: the members that carry <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    /// <summary>For the kinds of args.</summary>
    protected InputArgs() { }

    /// <summary>The inputs by their names on the wire, as they are now.</summary>
    internal virtual ImmutableSortedDictionary<string, object?> ToInputs() =>
        InputMembers.Read(this);
}
