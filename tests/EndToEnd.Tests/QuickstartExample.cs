using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

[Category("Real")]
[CancelAfter(300_000)]
public sealed class QuickstartExample
{
    [Test]
    public async Task The_example_as_it_stands_boots_a_guest_that_answers_and_leaves_nothing_behind()
    {
        await using var lab = await LabHost.StartAsync();
        var stack = await Stack.CreateAsync(lab, Checkout.Quickstart);

        (await stack.UpAsync()).Succeeded();
        (
            await lab.RunAsync("ping", "-c", "1", "-W", "5", await stack.OutputAsync("address"))
        ).Succeeded();
        (await stack.DestroyAsync()).Succeeded();

        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }
}
