using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestIdentityTests : GuestTest
{
    private static readonly PropertyMap Addressed = Inputs.With(
        "address",
        PropertyMap.Of(("address", "10.77.0.10/24"))
    );

    [Test]
    public async Task Two_guests_of_a_program_with_one_address_are_found_in_preview()
    {
        await Stack.PreviewAsync(Type, "web", Addressed);

        var failures = await Stack.FailuresOfAsync(Type, "shop", Other(Addressed));

        Assert.That(failures.Single().Path, Is.EqualTo("address.address"));
        Assert.That(
            failures.Single().Reason,
            Does.StartWith("\"10.77.0.10\" is also claimed by").And.Contain("::web")
        );
    }

    [Test]
    public async Task Two_guests_of_a_program_with_one_name_are_found_in_preview()
    {
        await Stack.PreviewAsync(Type, "web", Inputs);

        var failures = await Stack.FailuresOfAsync(
            Type,
            "shop",
            Other(Inputs).With("guestName", "web")
        );

        Assert.That(failures.Select(f => f.Path), Has.Member("guestName"));
    }

    [Test]
    public async Task One_IPv6_address_in_two_spellings_is_one_address()
    {
        await Stack.UpAsync(
            Type,
            "web",
            Inputs.With("address", PropertyMap.Of(("address", "FD00:99:0::10/64")))
        );

        var failures = await Stack.FailuresOfAsync(
            Type,
            "db",
            Other(Inputs).With("address", PropertyMap.Of(("address", "fd00:99::10/64")))
        );

        Assert.That(failures.Single().Path, Is.EqualTo("address.address"));
    }

    [Test]
    public async Task Two_guests_of_a_program_with_one_mac_address_are_found_in_preview()
    {
        var card = Inputs.With(
            "networks",
            PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:11:22:33")))
        );
        await Stack.PreviewAsync(Type, "web", card);

        var failures = await Stack.FailuresOfAsync(Type, "shop", Other(card));

        Assert.That(failures.Single().Path, Is.EqualTo("networks[0].mac"));
    }

    [Test]
    public async Task A_mac_address_of_a_foreign_domain_is_found_in_preview()
    {
        var domain = Domains.Add("hand-made");
        domain.Xml = domain.Xml.Replace(
            "</domain>",
            "<devices><interface type='bridge'><mac address='52:54:00:11:22:33'/></interface></devices></domain>",
            StringComparison.Ordinal
        );

        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Inputs.With(
                "networks",
                PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:11:22:33")))
            )
        );

        Assert.That(
            failures.Single().Reason,
            Does.Contain("the MAC address of the domain 'hand-made'")
        );
    }

    [Test]
    public async Task A_mac_address_of_a_stack_with_the_same_names_is_a_warning_while_no_state_is_known()
    {
        await Stack.UpAsync(Type, "web", WithMac(Inputs));
        var wanted = WithMac(Other(Inputs)).With("guestName", "other");
        // It is a clone, or the same program elsewhere, which may have dropped the other guest.
        var elsewhere = new HostStack(Stack.Host, Path.GetTempPath());

        Assert.That(await elsewhere.FailuresOfAsync(Type, "shop", wanted), Is.Empty);
        Assert.That(elsewhere.Log.Warnings, Has.Exactly(1).EndsWith("[mac-taken]"));
    }

    [Test]
    public async Task A_guest_may_take_the_mac_address_of_one_of_its_state_also_after_two_renames()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Host.FakeImages.Add("/images/shop.qcow2", 2048);
        await Stack.UpAsync(Type, "shop", WithMac(Other(Inputs)));
        Stack.RenameStack("prod");
        await Stack.UpAsync(Type, "shop", WithMac(Other(Inputs)).With("memory", "256MiB"));
        Stack.RenameStack("live");

        Assert.That(await Stack.FailuresOfAsync(Type, "web", WithMac(Inputs)), Is.Empty);
    }

    private static PropertyMap WithMac(PropertyMap inputs) =>
        inputs.With(
            "networks",
            PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:aa:bb:cc")))
        );

    [Test]
    public async Task A_guest_keeps_its_own_identity()
    {
        await Stack.UpAsync(Type, "web", Addressed);
        Stack.Restart();

        var step = await Stack.UpAsync(Type, "web", Addressed.With("agent", true));

        Assert.That(step.Operation, Is.EqualTo("update"));
    }

    [TestCase("<disk><source file='/images/os.qcow2'/><target dev='vdz'/></disk>", "disk-taken")]
    [TestCase(
        "<interface type='network'><source network='lan'/><mac address='52:54:00:AA:22:33'/></interface>",
        "mac-taken"
    )]
    public async Task What_a_fragment_of_xml_adds_is_found_in_preview_as_well(
        string device,
        string code
    )
    {
        await Stack.PreviewAsync(
            Type,
            "web",
            Inputs.With(
                "networks",
                PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:aa:22:33")))
            )
        );

        var failures = await Stack.FailuresOfAsync(
            Type,
            "shop",
            Other(Inputs).With("extraXml", $"<devices>{device}</devices>")
        );

        Assert.That(failures.Single().Path, Is.EqualTo("extraXml"));
        Assert.That(failures.Single().Reason, Does.Contain("::web").And.EndWith($"[{code}]"));
    }

    [Test]
    public async Task The_addresses_of_the_host_itself_are_refused()
    {
        Stack.Host.FakeFacts.Interfaces = new(
            new HashSet<string> { "52:54:00:aa:bb:cc" },
            new HashSet<string> { "10.77.0.10" }
        );
        var inputs = Addressed.With(
            "networks",
            PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:AA:BB:CC")))
        );

        var failures = await Stack.FailuresOfAsync(Type, "web", inputs);

        Assert.That(
            failures.Select(f => (f.Path, f.Reason)),
            Is.EquivalentTo([
                (
                    "networks[0].mac",
                    "\"52:54:00:aa:bb:cc\" is the MAC address of the host itself; give another one [mac-taken]"
                ),
                (
                    "address.address",
                    "\"10.77.0.10\" is the address of the host itself; give another one [address-taken]"
                ),
            ])
        );
    }

    [Test]
    public async Task The_host_tells_its_addresses_once_for_all_guests()
    {
        await Stack.PreviewAsync(Type, "web", Inputs);
        await Stack.PreviewAsync(Type, "shop", Other(Inputs));

        Assert.That(Stack.Host.FakeFacts.InterfaceReads, Is.EqualTo(1));
    }

    [Test]
    public async Task A_mac_address_of_zeros_is_refused()
    {
        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Inputs.With(
                "networks",
                PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "00:00:00:00:00:00")))
            )
        );

        Assert.That(failures.Single().Reason, Does.Contain("is the address of no network card"));
    }

    private static PropertyMap Other(PropertyMap inputs) =>
        inputs.With(
            "disks",
            PropertyValue.List(PropertyMap.Of(("path", "/images/shop.qcow2"), ("serial", "os")))
        );
}
