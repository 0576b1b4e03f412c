namespace Infra.Engine.State;

/// <summary>An operation that began and, as far as the state knows, never ended.</summary>
public sealed record PendingOperation(ResourceState Resource, OperationType Type);
