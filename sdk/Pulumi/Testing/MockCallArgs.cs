using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A call of a function or method.</summary>
public class MockCallArgs
{
    /// <summary>Its token.</summary>
    public string? Token { get; set; }

    /// <summary>The arguments by names on the wire. Numbers are doubles.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!; // Always set by the SDK.

    /// <summary>The URN and id of the provider, or empty.</summary>
    public string? Provider { get; set; }
}
