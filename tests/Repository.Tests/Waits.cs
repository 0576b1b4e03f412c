namespace Repository.Tests;

/// <summary>The waits of all tests, which end when their state holds or their budget is spent.</summary>
public sealed class Waits
{
    [Test]
    public async Task A_wait_ends_when_its_state_holds()
    {
        var looks = 0;

        await Wait.UntilAsync(() => ++looks == 3, "it is not looked at three times");

        Assert.That(looks, Is.EqualTo(3));
    }

    [Test]
    public async Task A_wait_whose_state_never_holds_ends_with_its_complaint()
    {
        var looks = 0;

        var failure = await Assert.ThrowsAsync<TimeoutException>(() =>
            Wait.UntilAsync(() => ++looks == 0, () => $"{looks} looks", TimeSpan.FromTicks(1))
        );

        Assert.That(failure!.Message, Does.EndWith($": {looks} looks"));
    }

    [Test]
    public void A_busy_machine_is_never_faster_than_the_usual_one() =>
        Assert.That(MachineSpeed.Slowness(), Is.GreaterThanOrEqualTo(1));
}
