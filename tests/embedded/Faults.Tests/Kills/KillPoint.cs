using System.Globalization;

namespace Faults.Tests.Kills;

/// <summary>When which process of which run is killed: all of it follows from a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Phase">0: create, 1: update and replace, 2: destroy.</param>
/// <param name="Victim">Whom it hits.</param>
/// <param name="Position">How far into the run, from 0 (its start) to 1 (the provider's last line); beyond: later still.</param>
/// <param name="Pause">How long after that.</param>
internal sealed record KillPoint(
    int Seed,
    int Phase,
    Victim Victim,
    double Position,
    TimeSpan Pause
)
{
    /// <summary>A few of them; INFRA_KILL_POINTS asks for more, INFRA_KILL_SEED for others.</summary>
    public static IEnumerable<TestCaseData> All()
    {
        return Enumerable
            .Range(AttackSetting.KillSeed(), AttackSetting.Number("INFRA_KILL_POINTS", 9))
            .Select(Of)
            .Select(point => new TestCaseData(point).SetArgDisplayNames(point.ToString()));
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Seed}, {Victim} at {Position:0.00} plus {Pause.TotalMilliseconds:0} ms of phase {Phase}"
        );

    private static KillPoint Of(int seed)
    {
        var random = new Random(seed);
        // All nine pairs in nine seeds. A destroy runs no program: there the engine is hit.
        var phase = seed % 3;
        var victim = (Victim)(seed / 3 % 3);
        return new(
            seed,
            phase,
            phase == 2 && victim == Victim.Program ? Victim.Engine : victim,
            random.NextDouble() * 1.15,
            TimeSpan.FromMilliseconds(random.Next(4) == 0 ? random.Next(200) : random.Next(12))
        );
    }
}
