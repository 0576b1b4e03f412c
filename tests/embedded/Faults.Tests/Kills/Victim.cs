namespace Faults.Tests.Kills;

/// <summary>Which process is killed.</summary>
internal enum Victim
{
    Engine,
    Provider,
    Program,
}
