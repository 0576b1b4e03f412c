namespace Infra.NixHost.Tests;

/// <summary>A host converts to the input of all that is made on it, with all that its connection says.</summary>
internal sealed class HostConversionTests
{
    private static readonly Dictionary<string, object> Connection = new(StringComparer.Ordinal)
    {
        ["uuid"] = "aaaaaaaa-0000-4000-8000-000000000001",
        ["address"] = "ssh://root@attic.lan",
        ["hostKey"] = "ssh-ed25519 AAAA",
        ["identityFile"] = "~/.ssh/id",
        ["sudo"] = true,
        ["stateDirectory"] = "/srv/state",
        ["gcRootDirectory"] = "/srv/roots",
        ["imageDirectory"] = "/srv/images",
        ["buildOn"] = "here",
        ["maxMemoryPercent"] = 90d,
        ["maxDiskPercent"] = 200d,
        ["maxCpusPerProcessor"] = 4d,
    };

    [Test]
    public async Task A_resource_gets_the_whole_connection_of_its_host()
    {
        var mocks = new ProviderMocks { Connection = Connection };
        await Pulumi.Deployment.TestAsync(
            mocks,
            new() { IsPreview = false },
            () =>
            {
                var host = new Host("attic", new() { Address = "ssh://root@attic.lan" });
                _ = new BridgeNetwork("lan", new() { Host = host, Bridge = "br0" });
            }
        );

        Assert.That(mocks.Inputs["lan"]["host"], Is.EqualTo(Connection));
    }

    [Test]
    public void The_test_has_a_value_for_each_part() =>
        Assert.That(
            typeof(HostConnectionArgs).GetProperties(),
            Has.Length.EqualTo(Connection.Count)
        );
}
