namespace Infra.NixHost.Testing;

/// <summary>A resource of the stack, and what the run does with it.</summary>
public class PlannedResource
{
    private protected PlannedResource(PlannedResource from)
        : this(from.Urn, from.Type, from.Name, from.Operation)
    {
        Changes = from.Changes;
        Inputs = from.Inputs;
        Outputs = from.Outputs;
    }

    internal PlannedResource(string urn, string type, string name, PlannedOperation operation)
    {
        Urn = urn;
        Type = type;
        Name = name;
        Operation = operation;
    }

    /// <summary>The URN.</summary>
    public string Urn { get; }

    /// <summary>The type: the last part of the token for a resource of Infra.NixHost, as <c>NixGuest</c>, and the whole token for any other.</summary>
    public string Type { get; }

    /// <summary>The name in the program.</summary>
    public string Name { get; }

    /// <summary>What the run does.</summary>
    public PlannedOperation Operation { get; }

    /// <summary>The worst impact of all changes. <see cref="Impact.None"/> for a resource that is new, unchanged or deleted.</summary>
    public Impact Impact => Changes.Select(c => c.Impact).DefaultIfEmpty().Max();

    /// <summary>The changes of its properties, compared with the former run.</summary>
    public IReadOnlyList<PlannedChange> Changes { get; internal init; } = [];

    /// <summary>
    /// The inputs with the provider's defaults, by their names on the wire: <c>bool</c>, <c>double</c>, <c>string</c>, lists and dictionaries of
    /// them, or <see cref="Unknown"/>. Secrets stand as plain values.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Inputs { get; internal init; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>The outputs, in the form of <see cref="Inputs"/>.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; internal init; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>The operation, the type and the name.</summary>
    public override string ToString() => $"{Operation} {Type} {Name}";
}
