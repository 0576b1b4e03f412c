using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// The step a hook is called for. Inputs and outputs are by their names on the wire, plain values and secrets as outputs; those that
/// the step does not have are <c>null</c>: new ones with a delete, old ones with a create, new outputs before the step.
/// </summary>
public class ResourceHookArgs
{
    /// <summary>Describes a step.</summary>
    /// <param name="urn">The URN of the resource.</param>
    /// <param name="id">Its id, empty before it is created.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">The token of its type.</param>
    /// <param name="newInputs">The inputs it shall have.</param>
    /// <param name="oldInputs">The inputs it has had.</param>
    /// <param name="newOutputs">The outputs it has now.</param>
    /// <param name="oldOutputs">The outputs it has had.</param>
    public ResourceHookArgs(
        string urn,
        string id,
        string name,
        string type,
        ImmutableDictionary<string, object?>? newInputs = null,
        ImmutableDictionary<string, object?>? oldInputs = null,
        ImmutableDictionary<string, object?>? newOutputs = null,
        ImmutableDictionary<string, object?>? oldOutputs = null
    )
    {
        (Urn, Id, Name, Type) = (urn, id, name, type);
        (NewInputs, OldInputs) = (newInputs, oldInputs);
        (NewOutputs, OldOutputs) = (newOutputs, oldOutputs);
    }

    /// <summary>The URN of the resource.</summary>
    public string Urn { get; }

    /// <summary>Its id, empty before it is created.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The token of its type.</summary>
    public string Type { get; }

    /// <summary>The inputs it shall have; <c>null</c> with a delete.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; }

    /// <summary>The inputs it has had; <c>null</c> with a create.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; }

    /// <summary>The outputs it has now; <c>null</c> before the step and with a delete.</summary>
    public ImmutableDictionary<string, object?>? NewOutputs { get; }

    /// <summary>The outputs it has had; <c>null</c> with a create.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }
}
