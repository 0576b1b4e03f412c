namespace Infra.NixHost.Provider.Resources;

/// <summary>What a guest of the program wants of its host after the run. One that is off wants nothing, and what is not known counts as nothing.</summary>
/// <param name="Name">The guest's name.</param>
/// <param name="FormerName">Its name in the state; empty for a new guest.</param>
/// <param name="Memory">The bytes of ordinary memory.</param>
/// <param name="HugePages">The bytes of huge pages.</param>
/// <param name="Cpus">The virtual CPUs.</param>
internal sealed record GuestWish(
    string Name,
    string FormerName,
    long Memory,
    long HugePages,
    int Cpus
)
{
    /// <summary>Whether the guest wants anything.</summary>
    public bool IsAny => Memory + HugePages + Cpus > 0;
}
