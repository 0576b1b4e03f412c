using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>The outputs of the stack or of a component in a unit test.</summary>
public class MockRegisterResourceOutputsRequest
{
    /// <summary>The URN of the stack or component.</summary>
    public readonly string Urn;

    /// <summary>The outputs by name.</summary>
    public readonly ImmutableDictionary<string, Output<object?>> Outputs;

    /// <summary>Creates the result.</summary>
    /// <param name="urn">The URN of the stack or component.</param>
    /// <param name="outputs">The outputs by name.</param>
    public MockRegisterResourceOutputsRequest(
        string urn,
        ImmutableDictionary<string, Output<object?>> outputs
    ) => (Urn, Outputs) = (urn, outputs);
}
