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

        var failures = await Stack.FailuresOfAsync(Type, "shop", Addressed);

        Assert.That(failures.Single().Path, Is.EqualTo("address.address"));
        Assert.That(
            failures.Single().Reason,
            Does.StartWith("\"10.77.0.10\" is given to").And.Contain("::web")
        );
    }

    [Test]
    public async Task Two_guests_of_a_program_with_one_name_are_found_in_preview()
    {
        await Stack.PreviewAsync(Type, "web", Inputs);

        var failures = await Stack.FailuresOfAsync(Type, "shop", Inputs.With("guestName", "web"));

        Assert.That(failures.Select(f => f.Path), Has.Member("guestName"));
    }

    [Test]
    public async Task Two_guests_of_a_program_with_one_mac_address_are_found_in_preview()
    {
        var card = Inputs.With(
            "networks",
            PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:11:22:33")))
        );
        await Stack.PreviewAsync(Type, "web", card);

        var failures = await Stack.FailuresOfAsync(Type, "shop", card);

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
    public async Task A_guest_keeps_its_own_identity()
    {
        await Stack.UpAsync(Type, "web", Addressed);
        Stack.Restart();

        var step = await Stack.UpAsync(Type, "web", Addressed.With("agent", true));

        Assert.That(step.Operation, Is.EqualTo("update"));
    }
}
