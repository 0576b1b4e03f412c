using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A step that failed. Inputs and outputs are by their names on the wire, plain values and secrets as outputs; those that the step
/// does not have are <c>null</c>: new ones with a delete, old ones with a create.
/// </summary>
public class ErrorHookArgs
{
    /// <summary>Describes a step.</summary>
    /// <param name="urn">The URN of the resource.</param>
    /// <param name="id">Its id, empty before it is created.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">The token of its type.</param>
    /// <param name="newInputs">The inputs it shall have.</param>
    /// <param name="oldInputs">The inputs it has had.</param>
    /// <param name="oldOutputs">The outputs it has had.</param>
    /// <param name="failedOperation">The step: <c>create</c>, <c>update</c> or <c>delete</c>.</param>
    /// <param name="errors">What went wrong, one for each attempt, the newest first; none when <c>null</c>.</param>
    public ErrorHookArgs(
        string urn,
        string id,
        string name,
        string type,
        ImmutableDictionary<string, object?>? newInputs = null,
        ImmutableDictionary<string, object?>? oldInputs = null,
        ImmutableDictionary<string, object?>? oldOutputs = null,
        string failedOperation = "",
        IReadOnlyList<string>? errors = null
    )
    {
        (Urn, Id, Name, Type) = (urn, id, name, type);
        (NewInputs, OldInputs, OldOutputs) = (newInputs, oldInputs, oldOutputs);
        (FailedOperation, Errors) = (failedOperation, errors ?? []);
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

    /// <summary>The outputs it has had; <c>null</c> with a create.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }

    /// <summary>The step: <c>create</c>, <c>update</c> or <c>delete</c>.</summary>
    public string FailedOperation { get; }

    /// <summary>What went wrong, one for each attempt, the newest first.</summary>
    public IReadOnlyList<string> Errors { get; }
}
