namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>How a test reaches its host.</summary>
internal enum Way
{
    /// <summary>It is this machine.</summary>
    Local,

    /// <summary>It is this machine as another one would reach it: over ssh.</summary>
    Ssh,
}
