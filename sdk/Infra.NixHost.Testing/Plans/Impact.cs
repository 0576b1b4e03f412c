namespace Infra.NixHost.Testing;

/// <summary>What a change does, from harmless to worst; the same impacts as in the lines of a preview.</summary>
public enum Impact
{
    /// <summary>Nothing on the host.</summary>
    None,

    /// <summary>The resource changes in place; no running guest notices.</summary>
    InPlace,

    /// <summary>Applied to the running guest at once.</summary>
    Live,

    /// <summary>The guest restarts.</summary>
    Restart,

    /// <summary>A new resource takes the place of the old one; no data is lost.</summary>
    Replace,

    /// <summary>A new resource takes the place of the old one, and the old one's data goes.</summary>
    ReplaceLosingData,
}
