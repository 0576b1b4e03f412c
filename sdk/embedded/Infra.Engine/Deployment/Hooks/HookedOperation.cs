namespace Infra.Engine.Deployment.Hooks;

/// <summary>The operations that hooks can be bound to; their names are part of the kinds' names.</summary>
internal enum HookedOperation
{
    Create,
    Update,
    Delete,
}
