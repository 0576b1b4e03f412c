namespace EndToEnd.Tests.Kills;

/// <summary>Whom a strike hits.</summary>
internal enum Victim
{
    Engine,
    Provider,
    EngineAndProvider,
    Program,
    Libvirt,
    Guests,

    /// <summary>All of them and the builders, as when the host's memory is used up.</summary>
    Everything,
}
