namespace Infra.NixHost.Testing;

/// <summary>A resource of another provider.</summary>
public sealed class OtherResource
{
    internal OtherResource(string type, string name, IReadOnlyDictionary<string, object?> inputs) =>
        (Type, Name, Inputs) = (type, name, inputs);

    /// <summary>The token of its type, as <c>random:index/randomPassword:RandomPassword</c>.</summary>
    public string Type { get; }

    /// <summary>The name in the program.</summary>
    public string Name { get; }

    /// <summary>The inputs, in the form of <see cref="PlannedResource.Inputs"/>.</summary>
    public IReadOnlyDictionary<string, object?> Inputs { get; }
}
