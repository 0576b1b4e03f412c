using Infra.NixHost.Testing.Running;
using Pulumi;

namespace Infra.NixHost.Testing.Tests;

/// <summary>What is on the host already, and what a test answers for others.</summary>
internal sealed class ExistingObjectsTests
{
    private TestHost _host = null!;
    private ProgramDirectory _program = null!;

    [SetUp]
    public void Make() => (_host, _program) = (new(), new());

    [TearDown]
    public void Remove()
    {
        _host.Dispose();
        _program.Dispose();
    }

    [Test]
    public async Task A_network_that_is_there_is_read_by_Get()
    {
        _host.AddNetwork("office", "br0");

        var plan = await NixHostTest.PreviewAsync(
            _program.Options(_host),
            () =>
                new Dictionary<string, object?>
                {
                    ["bridge"] = BridgeNetwork.Get("office", "office").Bridge,
                }
        );

        Assert.That(plan.Outputs["bridge"], Is.EqualTo("br0"));
        Assert.That(
            plan.Resource("BridgeNetwork", "office").Operation,
            Is.EqualTo(PlannedOperation.Read)
        );
    }

    [Test]
    public async Task A_network_that_is_not_there_is_named_by_Get()
    {
        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(
                _program.Options(_host),
                () => _ = BridgeNetwork.Get("office", "office")
            )
        );

        Assert.That(
            failure.Message,
            Does.Contain("The host has no BridgeNetwork with the id 'office'")
        );
    }

    [Test]
    public async Task A_network_that_is_there_is_imported_and_stays_as_it_is()
    {
        _host.AddNetwork("office", "br0");

        var plan = await NixHostTest.PreviewAsync(
            _program.Options(_host),
            () =>
                _ = new BridgeNetwork(
                    "office",
                    new() { Bridge = "br0", NetworkName = "office" },
                    new() { ImportId = "office" }
                )
        );

        Assert.That(
            plan.Resource("BridgeNetwork", "office").Operation,
            Is.EqualTo(PlannedOperation.Same)
        );
    }

    [Test]
    public async Task A_card_on_Open_vSwitch_is_marked_in_a_preview_too()
    {
        _host.AddDisk("/var/lib/libvirt/images/web.qcow2", "1GiB");
        _host.Bridges.Add(new TestBridge("ovs0", "eno1") { IsOpenVSwitch = true });

        var plan = await NixHostTest.PreviewAsync(
            _program.Options(_host),
            () =>
                _ = new NixGuest(
                    "web",
                    new()
                    {
                        Memory = "1GiB",
                        Disks =
                        {
                            new GuestDiskArgs { Path = "/var/lib/libvirt/images/web.qcow2" },
                        },
                        Networks = { new GuestNetworkArgs { Bridge = "ovs0" } },
                    }
                )
        );

        Assert.That(
            plan.Guests["web"]
                .Definition.Networks[0]
                .Xml.Element("virtualport")
                ?.Attribute("type")
                ?.Value,
            Is.EqualTo("openvswitch")
        );
    }

    [Test]
    public async Task An_exception_of_the_tests_own_answer_is_told_whole()
    {
        var options = new NixHostTestOptions
        {
            Host = _host,
            Directory = _program.Path,
            OtherResources = _ => throw new InvalidOperationException("no answer yet"),
        };

        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(
                options,
                () =>
                    _ = new CustomResource(
                        "random:index/randomId:RandomId",
                        "id",
                        null,
                        new CustomResourceOptions()
                    )
            )
        );

        Assert.That(
            failure.Message,
            Does.Contain("InvalidOperationException: no answer yet")
                .And.Not.Contain("This is a bug in the nixhost provider")
        );
    }

    [Test]
    public async Task A_program_that_ends_with_another_code_than_0_is_no_plan()
    {
        var failure = await Failure.OfAsync(() =>
            StackRun.PreviewAsync(_program.Options(_host), () => Task.FromResult(32))
        );

        Assert.That(failure.Message, Does.Contain("exit code 32"));
    }
}
