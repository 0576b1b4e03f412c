using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A call of a function or method in a unit test.</summary>
public class MockCallArgs
{
    /// <summary>Its token.</summary>
    public string? Token { get; set; }

    /// <summary>The arguments by their names on the wire. Numbers are doubles.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!; // The SDK sets it before it passes the object to the mocks.

    /// <summary>The URN and id of the provider, or an empty string.</summary>
    public string? Provider { get; set; }
}
