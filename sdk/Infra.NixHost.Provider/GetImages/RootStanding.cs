namespace Infra.NixHost.Provider.GetImages;

/// <summary>Whether a root may go.</summary>
internal enum RootStanding
{
    /// <summary>Something lies on its image, or may.</summary>
    Needed,

    /// <summary>Nothing lies on its image. The state of its stack, which the host does not know, may still have it.</summary>
    Claimed,

    /// <summary>It is left of a disk that is gone, so that no resource needs it.</summary>
    Left,
}
