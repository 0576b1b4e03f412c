using System.Globalization;
using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Monitor;

[Category("Real")]
[CancelAfter(120_000)]
public sealed class TwoUsers
{
    [TestCase("root", ExpectedResult = true)]
    [TestCase("nobody", ExpectedResult = false)]
    public async Task<bool> The_engine_serves_its_own_user_only(string user)
    {
        var isServed = false;
        await new TestStack().UpOverTheWireAsync(async program =>
            isServed = await OtherUser.IsServedAsync(user, PortOf(program.Address))
        );
        return isServed;
    }

    private static int PortOf(string address) =>
        int.Parse(address.Split(':')[^1], CultureInfo.InvariantCulture);
}
