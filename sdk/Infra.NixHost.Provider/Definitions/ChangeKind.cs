namespace Infra.NixHost.Provider.Definitions;

/// <summary>How a property differs from what it was.</summary>
internal enum ChangeKind
{
    /// <summary>It had no value.</summary>
    Add,

    /// <summary>It has no value any more.</summary>
    Delete,

    /// <summary>It had another value.</summary>
    Update,
}
