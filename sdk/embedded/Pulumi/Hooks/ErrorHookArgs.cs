using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A failed step. Inputs and outputs are keyed by their names on the wire; a secret is an output. New ones are
/// <c>null</c> in a delete, old ones in a create.
/// </summary>
public class ErrorHookArgs
{
    /// <summary>Describes a step.</summary>
    /// <param name="urn">The URN of the resource.</param>
    /// <param name="id">Its id, which is empty before the resource is created.</param>
    /// <param name="type">The token of its type.</param>
    /// <param name="newInputs">The inputs after the step.</param>
    /// <param name="oldInputs">The inputs before the step.</param>
    /// <param name="oldOutputs">The outputs before the step.</param>
    /// <param name="failedOperation">The step: <c>create</c>, <c>update</c> or <c>delete</c>.</param>
    /// <param name="errors">The error of each attempt, newest first. Default: none.</param>
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

    /// <summary>The outputs before the step; <c>null</c> in a create.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }

    /// <summary>The step: <c>create</c>, <c>update</c> or <c>delete</c>.</summary>
    public string FailedOperation { get; }

    /// <summary>The error of each attempt, newest first.</summary>
    public IReadOnlyList<string> Errors { get; }
}
