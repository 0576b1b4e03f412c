using Pulumi;

namespace Infra.NixHost.Testing.Tests;

internal sealed class StackPlanTests
{
    private TestHost _host = null!;
    private ProgramDirectory _program = null!;
    private string _memory = "";
    private bool _hasDatabase;

    [SetUp]
    public void Make() => (_host, _program, _memory, _hasDatabase) = (new(), new(), "1GiB", true);

    [TearDown]
    public void Remove()
    {
        _host.Dispose();
        _program.Dispose();
    }

    [Test]
    public async Task A_preview_gives_the_definition_of_each_guest()
    {
        var plan = await PreviewAsync();
        var web = plan.Guests["web"].Definition;

        Assert.Multiple(() =>
        {
            Assert.That(plan.Guests.Keys, Is.EquivalentTo(["web", "db"]));
            Assert.That(web.Name, Is.EqualTo("web"));
            Assert.That(web.Memory, Is.EqualTo(1L << 30));
            Assert.That(web.Cpus, Is.EqualTo(2));
            Assert.That(web.Machine, Is.EqualTo("q35"));
            Assert.That(web.IsKvm, Is.False);
            Assert.That(
                web.Disks.Select(d => (d.Target, d.Bus, d.Format, d.IsReadOnly)),
                Is.EqualTo([("vda", "virtio", "qcow2", false)])
            );
            Assert.That(web.Disks[0].Path, Does.StartWith("/var/lib/libvirt/images/web-os-"));
            Assert.That(web.Networks.Select(n => n.Network), Is.EqualTo(["lan"]));
            Assert.That(web.Networks[0].Mac, Does.StartWith("52:54:00:"));
        });
    }

    [Test]
    public async Task A_preview_touches_nothing_and_keeps_no_state()
    {
        await PreviewAsync();
        var plan = await PreviewAsync();

        Assert.That(
            plan.Resources.Select(r => r.Operation),
            Has.All.EqualTo(PlannedOperation.Create)
        );
        Assert.That(_host.Fake.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task A_second_run_over_a_former_state_changes_nothing()
    {
        await UpAsync();
        var plan = await PreviewAsync();

        Assert.That(
            plan.Resources.Select(r => r.Operation),
            Has.All.EqualTo(PlannedOperation.Same)
        );
        Assert.That(plan.Impact, Is.EqualTo(Impact.None));
    }

    [Test]
    public async Task A_changed_memory_restarts_the_guest_and_says_so_as_a_preview_does()
    {
        await UpAsync();
        _memory = "2GiB";
        var web = (await PreviewAsync()).Guests["web"];

        Assert.Multiple(() =>
        {
            Assert.That(web.Operation, Is.EqualTo(PlannedOperation.Update));
            Assert.That(web.Impact, Is.EqualTo(Impact.Restart));
            Assert.That(
                web.Changes.Select(c => c.Text),
                Has.Some.StartsWith("restarts the guest: memory 1GiB → 2GiB")
            );
            Assert.That(web.Definition.Memory, Is.EqualTo(2L << 30));
        });
    }

    [Test]
    public async Task A_guest_that_the_program_leaves_out_is_deleted()
    {
        await UpAsync();
        _hasDatabase = false;
        var preview = await PreviewAsync();
        var up = await UpAsync();

        Assert.That(preview.Guests["db"].Operation, Is.EqualTo(PlannedOperation.Delete));
        Assert.That(up.Guests["db"].Operation, Is.EqualTo(PlannedOperation.Delete));
        Assert.That(_host.Fake.FakeDomains.Only.Name, Is.EqualTo("web"));
    }

    [Test]
    public async Task An_up_knows_every_output()
    {
        var plan = await UpAsync();

        Assert.That(plan.Outputs["address"], Is.EqualTo("192.168.1.12"));
        Assert.That(plan.Guests["web"].Outputs["state"], Is.EqualTo("running"));
        Assert.That(
            plan.Guests["web"].Definition.ToString(),
            Is.EqualTo(plan.Guests["web"].Outputs["domainXml"])
        );
    }

    [Test]
    public async Task A_preview_leaves_unknown_what_only_a_guest_can_tell()
    {
        var plan = await PreviewAsync();

        Assert.That(plan.Guests["web"].Outputs["sshHostKey"], Is.EqualTo(Unknown.Value));
    }

    [Test]
    public async Task Two_stacks_of_one_host_do_not_take_each_others_addresses()
    {
        await UpAsync();

        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(
                new()
                {
                    Host = _host,
                    Directory = _program.Path,
                    Stack = "other",
                },
                () => Build("1GiB", hasDatabase: false)
            )
        );

        Assert.That(
            failure.Problems.Select(p => p.ToString()),
            Has.Some.StartsWith("NixGuest web: guestName: ")
        );
    }

    [Test]
    public async Task All_that_is_wrong_is_found_in_one_run()
    {
        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(
                _program.Options(_host),
                () =>
                {
                    Build("5 bananas", hasDatabase: false);
                    _ = new BridgeNetwork("other", new() { Bridge = "br-none" });
                }
            )
        );

        Assert.That(
            failure.Problems.Select(p => $"{p.Type} {p.Resource} {p.Property}"),
            Is.EquivalentTo(["NixGuest web memory", "BridgeNetwork other bridge"])
        );
        Assert.That(failure.Message, Does.Contain("\"5 bananas\" is not a valid size"));
    }

    [Test]
    public async Task A_program_that_fails_says_why()
    {
        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(
                _program.Options(_host),
                (Action)(() => throw new RunException("The configuration names no guests."))
            )
        );

        Assert.That(failure.Message, Is.EqualTo("The configuration names no guests."));
        Assert.That(Environment.ExitCode, Is.Zero);
    }

    private Task<StackPlan> PreviewAsync() =>
        NixHostTest.PreviewAsync(_program.Options(_host), () => Build(_memory, _hasDatabase));

    private Task<StackPlan> UpAsync() =>
        NixHostTest.UpAsync(_program.Options(_host), () => Build(_memory, _hasDatabase));

    private static Dictionary<string, object?> Build(string memory, bool hasDatabase)
    {
        var image = new NixImage("image", new() { Expression = "guest" });
        var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
        var web = Guest("web", memory, "192.168.1.12/24");
        if (hasDatabase)
        {
            Guest("db", "1GiB", "192.168.1.13/24");
        }

        return new() { ["address"] = web.IpAddresses.Apply(a => a[0]) };

        NixGuest Guest(string name, string memory, string address)
        {
            var os = new OverlayDisk($"{name}-os", new() { Image = image, Size = "1GiB" });
            return new(
                name,
                new()
                {
                    Memory = memory,
                    Cpus = 2,
                    Disks = { os },
                    Networks = { lan },
                    Address = new GuestAddressArgs { Address = address },
                }
            );
        }
    }
}
