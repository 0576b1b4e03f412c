using System.Globalization;
using Pulumi.Tests.Engine;
using Pulumirpc;

namespace Pulumi.Tests.Callbacks;

[Category("Real")]
[CancelAfter(120_000)]
internal sealed class TwoUsersTests
{
    [TestCase("root", ExpectedResult = true)]
    [TestCase("nobody", ExpectedResult = false)]
    public async Task<bool> The_program_serves_its_own_user_only(string user)
    {
        await using var run = await FakeRun.StartAsync();
        var isServed = false;
        run.Monitor.BeforeShutdown = async () =>
            isServed = await OtherUser.IsServedAsync(
                user,
                PortOf(run.Calls.Of<RegisterResourceHookRequest>().Single().Callback.Target)
            );

        var code = await run.RunAsync(() =>
        {
            _ = new ResourceHook("hook", (_, _) => Task.CompletedTask);
        });

        Assert.That(code, Is.Zero);
        return isServed;
    }

    private static int PortOf(string address) =>
        int.Parse(address.Split(':')[^1], CultureInfo.InvariantCulture);
}
