namespace Infra.Engine.Events;

/// <summary>How a property differs; the numbers are those of the protocol.</summary>
public enum PropertyDiffKind
{
    /// <summary>Added.</summary>
    Add = 0,

    /// <summary>The addition replaces the resource.</summary>
    AddReplace = 1,

    /// <summary>Deleted.</summary>
    Delete = 2,

    /// <summary>The deletion replaces the resource.</summary>
    DeleteReplace = 3,

    /// <summary>Changed.</summary>
    Update = 4,

    /// <summary>The change replaces the resource.</summary>
    UpdateReplace = 5,
}
