using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>VLANs of network cards, on bridges and on networks that lead to one.</summary>
internal sealed class GuestVlanTests : GuestTest
{
    private static PropertyMap WithCard(string kind, string name, int vlan) =>
        Inputs.With("networks", PropertyValue.List(PropertyMap.Of((kind, name), ("vlan", vlan))));

    [TestCase("bridge", "br0", false, false, "older than 11.0", "libvirt-old")]
    [TestCase("bridge", "br0", true, false, "vlan_filtering 1", "bridge-vlan-filtering")]
    [TestCase("network", "lan", true, false, "vlan_filtering 1", "bridge-vlan-filtering")]
    public async Task A_vlan_that_the_host_cannot_do_is_refused_in_preview(
        string kind,
        string name,
        bool tags,
        bool filters,
        string reason,
        string code
    )
    {
        Stack.Host.FakeNetworks.TagsOnLinuxBridges = tags;
        var bridges = Stack.Host.FakeBridges.All;
        bridges["br0"] = bridges["br0"] with { FiltersVlans = filters };

        var failures = await Stack.FailuresOfAsync(Type, "web", WithCard(kind, name, 42));

        Assert.That(failures.Single().Path, Is.EqualTo("networks[0].vlan"));
        Assert.That(
            failures.Single().Reason,
            Does.StartWith("42: ").And.Contains(reason).And.EndsWith($" [{code}]")
        );
    }

    [TestCase(0)]
    [TestCase(4095)]
    public async Task A_tag_out_of_range_is_refused(int tag)
    {
        var failures = await Stack.FailuresOfAsync(Type, "web", WithCard("network", "lan", tag));

        Assert.That(failures.Single().Reason, Does.Contain("1 to 4094"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_card_gets_its_vlan_where_the_bridge_can(bool openVSwitch)
    {
        Stack.Host.FakeNetworks.TagsOnLinuxBridges = true;
        var bridges = Stack.Host.FakeBridges.All;
        bridges["br0"] = bridges["br0"] with { FiltersVlans = true, IsOpenVSwitch = openVSwitch };

        await Stack.UpAsync(Type, "web", WithCard("bridge", "br0", 42).With("waitFor", "none"));

        var xml = Domains.All.Values.Single().Xml;
        Assert.That(xml, Does.Contain("<tag id=\"42\" />"));
        Assert.That(xml.Contains("type=\"openvswitch\""), Is.EqualTo(openVSwitch));
    }
}
