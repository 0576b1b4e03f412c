namespace Infra.Engine.Events;

/// <summary>How a property differs; values as on the wire.</summary>
public enum PropertyDiffKind
{
    /// <summary>Added.</summary>
    Add = 0,

    /// <summary>Added, and that replaces.</summary>
    AddReplace = 1,

    /// <summary>Deleted.</summary>
    Delete = 2,

    /// <summary>Deleted, and that replaces.</summary>
    DeleteReplace = 3,

    /// <summary>Changed.</summary>
    Update = 4,

    /// <summary>Changed, and that replaces.</summary>
    UpdateReplace = 5,
}
