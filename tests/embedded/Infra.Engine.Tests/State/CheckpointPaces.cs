using Infra.Engine.State.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Engine.Tests.State;

/// <summary>When a run brings the checkpoint up to date, on a clock of the test's own.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CheckpointPaces
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new();

    [TestCase(0.02)]
    [TestCase(0.1)]
    [TestCase(0.3)]
    public void The_checkpoint_never_lacks_two_seconds(double cost)
    {
        var run = Run(operations: 4000, perSecond: 400, cost);

        Assert.That(run.MostLacked, Is.LessThan(2));
    }

    [Test]
    public void No_save_is_made_that_the_two_seconds_do_not_need()
    {
        // Ten seconds of work, and between two saves 1.6 less what one takes.
        var run = Run(operations: 4000, perSecond: 400, cost: 0.05);

        Assert.That(run.Saves, Is.EqualTo(6));
    }

    [Test]
    public void A_change_after_a_rest_is_saved_as_late_as_any_other()
    {
        var saves = 0;
        using var pace = new CheckpointPace(_clock, () => saves++);
        _clock.Advance(5 * Second);

        pace.Changed();
        _clock.Advance(0.9 * Second);
        Assert.That(saves, Is.Zero);
        _clock.Advance(Second / 5);
        Assert.That(saves, Is.EqualTo(1));

        pace.Saved(_clock.GetTimestamp());
        _clock.Advance(5 * Second);
        pace.Changed();
        _clock.Advance(1.5 * Second);
        Assert.That(saves, Is.EqualTo(1));
        _clock.Advance(Second / 5);
        Assert.That(saves, Is.EqualTo(2));
    }

    [Test]
    public void Saving_takes_at_most_a_third_of_the_time()
    {
        var saves = 0;
        using var pace = new CheckpointPace(_clock, () => saves++);
        foreach (var _ in new[] { 1, 2 })
        {
            var began = _clock.GetTimestamp();
            _clock.Advance(Second);
            pace.Saved(began);
        }

        pace.Changed();
        _clock.Advance(1.9 * Second);
        Assert.That(saves, Is.Zero);
        _clock.Advance(Second / 10);

        Assert.That(saves, Is.EqualTo(1));
    }

    /// <summary>Records operations at a rate, where a save takes a time.</summary>
    private (double MostLacked, int Saves) Run(int operations, int perSecond, double cost)
    {
        var (done, saved, lacked, saves) = (0, 0, 0, 0);
        var isDue = false;
        using var pace = new CheckpointPace(_clock, () => isDue = true);
        while (done < operations)
        {
            done++;
            pace.Changed();
            _clock.Advance(Second / perSecond);
            if (isDue)
            {
                // Operations that are done while the state is written count as lacking until it is there.
                var began = _clock.GetTimestamp();
                _clock.Advance(cost * Second);
                lacked = Math.Max(lacked, done + (int)(cost * perSecond) - saved);
                (saved, saves, isDue) = (done, saves + 1, false);
                pace.Saved(began);
            }
        }

        return ((double)lacked / perSecond, saves);
    }
}
