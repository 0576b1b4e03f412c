namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>How a connection is cut.</summary>
internal enum CutKind
{
    /// <summary>It is gone before the call, and the host accepts a new one.</summary>
    Before,

    /// <summary>It goes while the call is under way.</summary>
    Meanwhile,

    /// <summary>It goes, and the host accepts no other one until the run is over.</summary>
    ForGood,
}
