using Infra.NixHost.Provider.Hosting;
using Infra.NixHost.Provider.Rpc;

namespace Infra.NixHost.Provider.Tests.Real;

[Category("Real")]
public sealed class TwoUsersTests
{
    [TestCase("root", ExpectedResult = true)]
    [TestCase("nobody", ExpectedResult = false)]
    public async Task<bool> The_provider_serves_its_own_user_only(string user)
    {
        using var operations = new Operations();
        await using var server = await ProviderServer.StartAsync(
            new ProviderState(HostConnection.Open, Package.Handlers),
            operations,
            CancellationToken.None
        );

        return await OtherUser.IsServedAsync(user, server.Port);
    }
}
