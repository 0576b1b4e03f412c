namespace Infra.Engine.Providers.Operations;

/// <summary>Whether a provider sees a change.</summary>
internal enum DiffChanges
{
    /// <summary>The provider leaves the comparison to the engine, which compares inputs.</summary>
    Unknown,

    None,

    Some,
}
