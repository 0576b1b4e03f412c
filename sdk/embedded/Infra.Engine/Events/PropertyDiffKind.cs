namespace Infra.Engine.Events;

/// <summary>How a property differs; the numbers are those of the protocol.</summary>
public enum PropertyDiffKind
{
    Add = 0,
    AddReplace = 1,
    Delete = 2,
    DeleteReplace = 3,
    Update = 4,
    UpdateReplace = 5,
}
