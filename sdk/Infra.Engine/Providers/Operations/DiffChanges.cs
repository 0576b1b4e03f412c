namespace Infra.Engine.Providers.Operations;

/// <summary>Whether a provider sees a change.</summary>
internal enum DiffChanges
{
    /// <summary>It leaves that to the engine, which compares inputs.</summary>
    Unknown,

    /// <summary>It sees none.</summary>
    None,

    /// <summary>It sees some.</summary>
    Some,
}
