namespace Infra.Engine.Deployment.Hooks;

/// <summary>What hooks can be bound to; the names are part of the names of the kinds of hooks.</summary>
internal enum HookedOperation
{
    Create,
    Update,
    Delete,
}
