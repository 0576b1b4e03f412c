using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A resource that a unit test creates or reads.</summary>
public class MockResourceArgs
{
    /// <summary>The token of its type.</summary>
    public string? Type { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The inputs by their names on the wire, without unknown ones. Numbers are doubles.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!; // The SDK sets it before it passes the object to the mocks.

    /// <summary>The URN and id of the provider, or an empty string.</summary>
    public string? Provider { get; set; }

    /// <summary>The id to read or import, or an empty string.</summary>
    public string? Id { get; set; }
}
