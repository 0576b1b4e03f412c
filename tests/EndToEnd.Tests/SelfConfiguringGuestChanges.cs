using System.Xml.Linq;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A running guest applies a changed folder at once, by booting into its new system or by switching to it.</summary>
[Category("Real")]
[CancelAfter(900_000)]
public sealed class SelfConfiguringGuestChanges
{
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [OneTimeSetUp]
    public async Task Up()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
        (await _stack.UpAsync()).Succeeded();
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [TestCase("Reboot", 1)]
    [TestCase("Switch", 0)]
    public async Task A_changed_folder_is_applied_at_once_and_the_machine_stays_on(
        string activation,
        int boots
    )
    {
        var (machine, system) = (await MachineAsync(), await _stack.OutputAsync("system"));
        var (before, slot) = (await BootsAsync(), await SlotAsync());
        await _stack.ConfigureAsync("activation", activation);
        await new RoseGuest(_lab, _stack).WriteAsync(
            $"environment.etc.motd.text = \"{activation}\";"
        );

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(
            preview.Text,
            Does.Contain("plugged in again while the guest runs")
                .And.Not.Contain("restarts the guest:")
        );
        Assert.That(await MachineAsync(), Is.EqualTo(machine));
        Assert.That(await BootsAsync() - before, Is.EqualTo(boots));
        Assert.That(
            await SlotAsync(),
            Is.Not.EqualTo(slot).And.EqualTo(await SlotAsync("--inactive"))
        );
        Assert.That(await _stack.OutputAsync("system"), Is.Not.EqualTo(system));
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await _stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();
    }

    [Test]
    public async Task A_program_in_another_language_has_the_same_guest_and_changes_it()
    {
        var machine = await MachineAsync();
        await using (await _stack.UseNodeAsync(Checkout.NodeGuestStack))
        {
            (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
            var system = await _stack.OutputAsync("system");
            await new RoseGuest(_lab, _stack).WriteAsync("environment.etc.motd.text = \"node\";");

            (await _stack.UpAsync()).Succeeded();

            Assert.That(await _stack.OutputAsync("system"), Is.Not.EqualTo(system));
            await new RoseGuest(_lab, _stack).RequireAsync();
        }

        Assert.That(await MachineAsync(), Is.EqualTo(machine));
        (await _stack.PreviewAsync()).Succeeded();
    }

    /// <summary>libvirt's number of the running machine, which changes each time the machine is switched on.</summary>
    private async Task<string> MachineAsync() =>
        (await _lab.RunAsync("virsh", "-c", "qemu:///system", "domid", "rose")).Succeeded().Output;

    /// <summary>The slot of the disk with the manifest. A busy guest may reject a device in a slot that it has just been told to empty.</summary>
    private async Task<string> SlotAsync(params string[] flags)
    {
        var xml = await _lab.RunAsync([
            "virsh",
            "-c",
            "qemu:///system",
            "dumpxml",
            "rose",
            .. flags,
        ]);
        return XElement
            .Parse(xml.Succeeded().Output)
            .Descendants("disk")
            .Single(d => d.Element("serial")?.Value == "nixhost-config")
            .Element("address")!
            .Attribute("bus")!
            .Value;
    }

    private async Task<int> BootsAsync()
    {
        var console = await _lab.RunAsync("cat", "/var/lib/nixhost/consoles/rose.log");
        return console.Succeeded().Output.Split("stage 1: starting entry").Length - 1;
    }
}
