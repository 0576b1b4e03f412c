using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

[Category("Real")]
public sealed class LabHosts
{
    [Test]
    [CancelAfter(300_000)]
    public async Task A_lab_host_has_its_own_libvirt_store_and_bridge()
    {
        await using var lab = await LabHost.StartEmptyAsync();

        (
            await lab.RunAsync("virsh", "-c", "qemu:///system", "list", "--all", "--name")
        ).Succeeded();
        var store = (await lab.RunAsync("sh", "-c", "ls /nix/store | wc -l")).Succeeded();
        (await lab.RunAsync("ip", "link", "show", "nixhost0")).Succeeded();
        Assert.That(store.Output.Trim(), Is.EqualTo("0"));
    }
}
