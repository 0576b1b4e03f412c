using System.Globalization;

namespace EndToEnd.Tests.Kills;

/// <summary>One kill: whom, at which event of the run, and how long after it.</summary>
/// <param name="Victim">Whom it hits.</param>
/// <param name="Position">After which share of the run's lines, from 0 to 1.</param>
/// <param name="Pause">How long after that line.</param>
internal sealed record Strike(Victim Victim, double Position, TimeSpan Pause)
{
    public static Strike Of(Random random) =>
        new(
            // The engine and the provider hold what can be lost, so they are hit most.
            random.Next(5) switch
            {
                0 => Victim.Engine,
                1 => Victim.Provider,
                2 => Victim.EngineAndProvider,
                _ => (Victim)random.Next((int)Victim.Everything + 1),
            },
            random.NextDouble(),
            TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(1500) : random.Next(200))
        );

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Victim} at {Position:0.00} plus {Pause.TotalMilliseconds:0} ms"
        );
}
