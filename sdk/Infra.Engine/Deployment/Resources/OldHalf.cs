namespace Infra.Engine.Deployment.Resources;

/// <summary>What becomes of the old half when the new half of a replacement is there.</summary>
internal static class OldHalf
{
    /// <summary>Adds the new half; the old one is marked to be deleted later, or leaves when an earlier step deleted it.</summary>
    public static StateChange Replace(ResourceSlot? old, ResourceSlot created) =>
        old switch
        {
            null => new() { Add = created },
            { State.PendingReplacement: true } => new() { Add = created, Remove = old },
            _ => new() { Add = created, Set = (old, old.State with { Delete = true }) },
        };
}
