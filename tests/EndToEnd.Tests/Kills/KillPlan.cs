namespace EndToEnd.Tests.Kills;

/// <summary>
/// The kills of one life of the stack: one while it is made, one while it is changed and one while it is destroyed. All of it follows from a seed.
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Boots">Whether one of the guests boots and is waited for.</param>
/// <param name="Strikes">The three kills.</param>
internal sealed record KillPlan(int Seed, bool Boots, Strike[] Strikes)
{
    private const int OfALife = 3;
    private const int EveryBoot = 6;

    /// <summary>A few of them; INFRA_GUEST_KILLS asks for more kills, INFRA_KILL_SEED for others.</summary>
    public static IEnumerable<TestCaseData> All()
    {
        var lives = (AttackSetting.Number("INFRA_GUEST_KILLS", OfALife) + OfALife - 1) / OfALife;
        return Enumerable
            .Range(AttackSetting.KillSeed(), lives)
            .Select(Of)
            .Select(plan => new TestCaseData(plan).SetArgDisplayNames($"seed {plan.Seed}"));
    }

    public override string ToString() =>
        $"seed {Seed}{(Boots ? ", with a guest that boots" : "")}: {string.Join("; ", (object[])Strikes)}"
        + $"\nreplay: INFRA_KILL_SEED={Seed} INFRA_GUEST_KILLS={OfALife} eng/attack.sh guests";

    private static KillPlan Of(int seed)
    {
        var random = new Random(seed);
        return new(
            seed,
            seed % EveryBoot == 0,
            [.. Enumerable.Range(0, OfALife).Select(_ => Strike.Of(random))]
        );
    }
}
