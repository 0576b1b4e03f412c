namespace Infra.Engine.Events;

/// <summary>What a step does to a resource. The wire names are Pulumi's, e.g. <c>create-replacement</c>.</summary>
public enum StepOp
{
    Same,

    Create,

    Update,

    Delete,

    /// <summary>The logical replacement; it makes no provider call of its own.</summary>
    Replace,

    /// <summary>Create the new half of a replacement.</summary>
    CreateReplacement,

    /// <summary>Delete the old half of a replacement.</summary>
    DeleteReplaced,

    Read,

    /// <summary>Read in place of a resource that was managed.</summary>
    ReadReplacement,

    /// <summary>Compare the state with what is there.</summary>
    Refresh,

    /// <summary>Forget a resource that was read.</summary>
    ReadDiscard,

    /// <summary>Forget a read resource that was replaced.</summary>
    DiscardReplaced,

    /// <summary>Clear the mark of a pending replacement whose old resource is deleted already.</summary>
    RemovePendingReplace,

    Import,

    /// <summary>Import in place of a managed resource.</summary>
    ImportReplacement,
}
