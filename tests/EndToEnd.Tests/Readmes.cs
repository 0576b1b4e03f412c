using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>What the READMEs and the tour say to type, word by word, on a host that has only this repository.</summary>
[Category("Real")]
[CancelAfter(900_000)]
public sealed class Readmes
{
    private const string Root = "README.md";

    /// <summary>The bridge that a NixOS host of the example has, with a port that has a carrier.</summary>
    private const string BridgeOnTheLan = """
        ip link add br0 type bridge
        ip addr add 192.168.1.1/24 dev br0
        ip link add lan0 type veth peer name lan1
        ip link set lan0 master br0
        for link in br0 lan0 lan1; do ip link set $link up; done
        """;

    private const string Disk = "urn:pulumi:dev::quickstart::nixhost:index:OverlayDisk::os";

    [Test]
    public async Task The_quickstart_and_the_first_steps_after_it_run_as_they_stand()
    {
        await using var lab = await LabHost.StartEmptyAsync();
        var clone = await Clone.CreateAsync(lab, Checkout.Root);
        var quickstart = Readme.Command(Root, "make up").Split('\n');
        var gate = Readme.Command("docs/how-to/ci.md", "./pulumi preview --json");

        (await clone.TypeAsync(quickstart[0])).Succeeded();
        (await clone.TypeAsync(gate)).Succeeded();
        (await clone.TypeAsync($"./pulumi state taint {Disk}")).Succeeded();
        (await clone.TypeAsync(gate)).FailedWith(1);
        (await clone.TypeAsync($"./pulumi state untaint {Disk}")).Succeeded();
        (await clone.TypeAsync(Readme.Command(Root, "export "))).Succeeded();
        // A project of one's own lives beside the quickstart.
        (await clone.TypeAsync("cd ~/rose && PULUMI_CONFIG_PASSPHRASE= ./pulumi up")).Succeeded();
        Assert.That(await GuestsAsync(lab), Is.EquivalentTo(["quickstart", "rose"]));
        (
            await clone.TypeAsync("cd ~/rose && PULUMI_CONFIG_PASSPHRASE= ./pulumi destroy")
        ).Succeeded();
        (await clone.TypeAsync(quickstart[1])).Succeeded();

        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }

    [Test]
    public async Task A_second_clone_is_refused_with_both_names_and_has_its_own_guest_by_one_setting()
    {
        await using var lab = await LabHost.StartAsync();
        var first = await Clone.CreateAsync(lab, Checkout.Root);
        var second = await Clone.CreateAsync(lab, Path.Combine(lab.Directory, "second"));
        (await first.TypeAsync("make up")).Succeeded();
        var before = await HostPicture.TakeAsync(lab);

        var refused = (await second.TypeAsync("make up")).FailedWith(2);

        Assert.That(
            refused.Text,
            Does.Contain("[owned-elsewhere]")
                .And.Contain($"{first.Directory}")
                .And.Contain(second.Directory)
                .And.Contain("make up GUEST=rose")
        );
        Assert.That(await HostPicture.TakeAsync(lab), Is.EqualTo(before));

        (await second.TypeAsync("make up GUEST=rose")).Succeeded();
        Assert.That(await GuestsAsync(lab), Is.EquivalentTo(["quickstart", "rose"]));
        (await second.TypeAsync("make down GUEST=rose")).Succeeded();
        (await second.TypeAsync("make down")).Succeeded();
        (await first.TypeAsync("./pulumi stack output address && make down")).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }

    [Test]
    public async Task The_tested_stack_runs_as_it_stands_beside_the_quickstart()
    {
        await using var lab = await LabHost.StartAsync();
        var clone = await Clone.CreateAsync(lab, Checkout.Root);
        // The examples share one backend, and this one builds on the quickstart.
        (await clone.TypeAsync("make up")).Succeeded();

        foreach (var block in Readme.Commands("examples/testing-a-stack/README.md"))
        {
            (await clone.TypeAsync(block)).Succeeded();
        }

        Assert.That(await GuestsAsync(lab), Is.EquivalentTo(["quickstart", "ada", "lin"]));
    }

    [Test]
    public async Task The_two_guests_run_as_they_stand_and_then_the_stack_that_imports_components()
    {
        await using var lab = await LabHost.StartAsync();
        (await lab.RunAsync("sh", "-ec", BridgeOnTheLan)).Succeeded();
        var clone = await Clone.CreateAsync(lab, Checkout.Root);
        string[] pages = ["docs/tour.md", "examples/import-components/README.md"];

        foreach (var block in pages.SelectMany(Readme.Commands))
        {
            (await clone.TypeAsync(block)).Succeeded();
        }

        Assert.That(await GuestsAsync(lab), Is.EquivalentTo(["LillyLeaf", "RosePetal", "web"]));
    }

    private static async Task<string[]> GuestsAsync(LabHost lab) =>
        (await lab.RunAsync("virsh", "-c", "qemu:///system", "list", "--name"))
            .Succeeded()
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
