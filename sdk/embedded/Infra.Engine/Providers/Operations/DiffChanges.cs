namespace Infra.Engine.Providers.Operations;

/// <summary>Whether a provider sees a change.</summary>
internal enum DiffChanges
{
    /// <summary>The provider leaves the comparison to the engine, which compares inputs.</summary>
    Unknown,

    /// <summary>The provider sees no change.</summary>
    None,

    /// <summary>The provider sees a change.</summary>
    Some,
}
