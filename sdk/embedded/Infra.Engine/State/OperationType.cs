namespace Infra.Engine.State;

/// <summary>What was going on with a resource when a state was written: the <c>type</c> of a pending operation.</summary>
public enum OperationType
{
    /// <summary><c>creating</c>.</summary>
    Creating,

    /// <summary><c>updating</c>.</summary>
    Updating,

    /// <summary><c>deleting</c>.</summary>
    Deleting,

    /// <summary><c>reading</c>.</summary>
    Reading,

    /// <summary><c>importing</c>.</summary>
    Importing,
}
