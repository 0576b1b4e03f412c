using TestKit;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Where the connection is cut in each run of a life.</summary>
/// <param name="Seed">What makes the same plan again.</param>
internal sealed record CutPlan(int Seed)
{
    /// <summary>The plans that the environment asks for; each has three cuts.</summary>
    public static IEnumerable<CutPlan> All
    {
        get
        {
            var first = AttackSetting.Number("INFRA_CUT_SEED", 1);
            var cuts = AttackSetting.Number("INFRA_CUTS", 6);
            return Enumerable
                .Range(first, (cuts + Life.Phases.Length - 1) / Life.Phases.Length)
                .Select(seed => new CutPlan(seed));
        }
    }

    /// <summary>For each run the part of its calls after which it is cut, and how.</summary>
    public IReadOnlyList<(double Part, CutKind Kind)> Cuts()
    {
#pragma warning disable CA5394 // A test needs the same numbers again.
        var random = new Random(Seed);
        var kinds = Enum.GetValues<CutKind>();
        return
        [
            .. Life.Phases.Select(_ => (random.NextDouble(), kinds[random.Next(kinds.Length)])),
        ];
#pragma warning restore CA5394
    }

    public override string ToString() => $"seed {Seed}";
}
