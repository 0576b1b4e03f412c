namespace Infra.Engine.State;

/// <summary>What was going on with a resource when a state was written: the <c>type</c> of a pending operation.</summary>
public enum OperationType
{
    Creating,
    Updating,
    Deleting,
    Reading,
    Importing,
}
