using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A resource to create or read.</summary>
public class MockResourceArgs
{
    /// <summary>The token of its type.</summary>
    public string? Type { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The inputs by names on the wire; those that are not known are left out. Numbers are doubles.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!; // Always set by the SDK.

    /// <summary>The URN and id of the provider, or empty.</summary>
    public string? Provider { get; set; }

    /// <summary>The id to read or import, or empty.</summary>
    public string? Id { get; set; }
}
