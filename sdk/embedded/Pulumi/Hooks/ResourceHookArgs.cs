using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// The step that a hook is called for. Inputs and outputs are keyed by their names on the wire; a secret is an output. New ones
/// are <c>null</c> in a delete, old ones in a create, and new outputs before the step.
/// </summary>
public class ResourceHookArgs
{
    /// <summary>Describes a step.</summary>
    /// <param name="urn">The URN of the resource.</param>
    /// <param name="id">Its id, which is empty before the resource is created.</param>
    /// <param name="type">The token of its type.</param>
    /// <param name="newInputs">The inputs after the step.</param>
    /// <param name="oldInputs">The inputs before the step.</param>
    /// <param name="newOutputs">The outputs after the step.</param>
    /// <param name="oldOutputs">The outputs before the step.</param>
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

    /// <summary>Its id, which is empty before the resource is created.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The token of its type.</summary>
    public string Type { get; }

    /// <summary>The inputs after the step; <c>null</c> in a delete.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; }

    /// <summary>The inputs before the step; <c>null</c> in a create.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; }

    /// <summary>The outputs after the step; <c>null</c> before the step and in a delete.</summary>
    public ImmutableDictionary<string, object?>? NewOutputs { get; }

    /// <summary>The outputs before the step; <c>null</c> in a create.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }
}
