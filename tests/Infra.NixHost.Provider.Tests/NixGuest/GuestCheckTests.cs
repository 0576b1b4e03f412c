using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestCheckTests : GuestTest
{
    private static PropertyMap Disk(string path, string serial) =>
        PropertyMap.Of(("path", path), ("serial", serial));

    private async Task<(string Path, string Reason)> FailureOfAsync(
        params (string, PropertyValue)[] inputs
    ) => (await Stack.FailuresOfAsync(Type, "web", PropertyMap.Of(inputs))).Single();

    [Test]
    public async Task Two_disks_with_one_serial_are_refused()
    {
        var (path, reason) = await FailureOfAsync(
            ("disks", PropertyValue.List(Disk("/a", "os"), Disk("/b", "os")))
        );

        Assert.That(path, Is.EqualTo("disks[1].serial"));
        Assert.That(reason, Does.Contain("\"os\" is also the serial of disks[0]"));
    }

    [Test]
    public async Task One_wrong_value_does_not_hide_what_is_wrong_with_the_others()
    {
        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Inputs.With("memory", "12 gigs").With("cpus", 0)
        );

        Assert.That(failures.Select(f => f.Path), Is.EqualTo(["memory", "cpus"]));
    }

    [Test]
    public async Task One_file_as_two_disks_is_refused()
    {
        var (path, _) = await FailureOfAsync(
            ("disks", PropertyValue.List(Disk("/a", "x"), Disk("/a", "y")))
        );

        Assert.That(path, Is.EqualTo("disks[1].path"));
    }

    [TestCase("kind", "block", "disks[0].transient")]
    [TestCase("bus", "sata", "disks[0].bus")]
    public async Task What_libvirt_cannot_do_with_a_disk_is_refused_in_preview(
        string property,
        string value,
        string path
    )
    {
        var disk = Disk("/a", "x")
            .With(property, value)
            .With(property == "bus" ? "readOnly" : "transient", true);

        var failure = await FailureOfAsync(("disks", PropertyValue.List(disk)));

        Assert.That(failure.Path, Is.EqualTo(path));
    }

    [Test]
    public async Task Two_cards_with_one_mac_are_refused()
    {
        var card = PropertyMap.Of(("network", "lan"), ("mac", "52:54:00:AA:bb:cc"));

        var (path, _) = await FailureOfAsync(
            ("networks", PropertyValue.List(card, card.With("mac", "52:54:00:aa:bb:cc")))
        );

        Assert.That(path, Is.EqualTo("networks[1].mac"));
    }

    [Test]
    public async Task A_bridge_that_does_not_exist_is_refused()
    {
        var (path, reason) = await FailureOfAsync(
            ("networks", PropertyValue.List(PropertyMap.Of(("bridge", "br9"))))
        );

        Assert.That(path, Is.EqualTo("networks[0].bridge"));
        Assert.That(reason, Does.Contain("it has br0, lab0"));
    }

    [Test]
    public async Task A_card_needs_exactly_one_place()
    {
        var (path, _) = await FailureOfAsync(
            ("networks", PropertyValue.List(PropertyMap.Of(("network", "lan"), ("bridge", "br0"))))
        );

        Assert.That(path, Is.EqualTo("networks[0]"));
    }

    [TestCase("memory", "5 bananas", "not a valid size")]
    [TestCase("memory", "1KiB", "too little")]
    [TestCase("maxMemory", "512MiB", "less than memory, 1 GiB")]
    [TestCase("guestName", "a/b", "not a valid guest name")]
    [TestCase("waitFor", "later", "not a valid WaitFor")]
    [TestCase("waitTimeout", "soon", "not a valid duration")]
    [TestCase("extraXml", "<a>", "not well-formed XML")]
    [TestCase("accelerator", "kvm", "neither vmx nor svm")]
    public async Task A_wrong_value_is_refused_with_the_reason(
        string property,
        string value,
        string reason
    )
    {
        var failure = await FailureOfAsync((property, value));

        Assert.That(failure.Path, Is.EqualTo(property));
        Assert.That(failure.Reason, Does.Contain(reason));
    }

    [TestCase("address", "10.0.0.5", "address.address")]
    [TestCase("address", "10.0.0.500/24", "address.address")]
    [TestCase("address", "10.0.0.5/33", "address.address")]
    public async Task An_address_needs_a_prefix_length(string property, string value, string path)
    {
        var failure = await FailureOfAsync(("address", PropertyMap.Of((property, value))));

        Assert.That(failure.Path, Is.EqualTo(path));
    }

    [Test]
    public async Task An_address_with_prefix_length_is_fine() =>
        Assert.That(
            await Stack.FailuresOfAsync(
                Type,
                "web",
                PropertyMap.Of(
                    (
                        "address",
                        PropertyMap.Of(("address", "192.168.1.12/24"), ("gateway", "192.168.1.1"))
                    )
                )
            ),
            Is.Empty
        );

    [Test]
    public async Task A_guest_that_does_not_run_cannot_be_waited_for()
    {
        var (path, _) = await FailureOfAsync(("running", false), ("waitFor", "configured"));

        Assert.That(path, Is.EqualTo("waitFor"));
    }

    [Test]
    public async Task A_domain_of_somebody_else_is_refused_in_preview()
    {
        Domains.Add("web");

        var (path, reason) = await FailureOfAsync();

        Assert.That(path, Is.EqualTo("guestName"));
        Assert.That(reason, Does.Contain("not made by this project"));
    }

    [Test]
    public async Task A_misspelt_property_of_a_disk_gets_the_nearest_name()
    {
        var (path, reason) = await FailureOfAsync(
            ("disks", PropertyValue.List(PropertyMap.Of(("path", "/a"), ("searial", "x"))))
        );

        Assert.That(path, Is.EqualTo("disks[0].searial"));
        Assert.That(reason, Does.Contain("did you mean 'serial'?"));
    }

    [Test]
    public async Task Unknown_disks_and_networks_are_not_judged() =>
        Assert.That(
            await Stack.FailuresOfAsync(
                Type,
                "web",
                PropertyMap.Of(
                    (
                        "disks",
                        PropertyValue.List(
                            PropertyValue.Computed.Instance,
                            PropertyMap.Of(("path", PropertyValue.Computed.Instance))
                        )
                    ),
                    (
                        "networks",
                        PropertyValue.List(
                            PropertyMap.Of(("network", PropertyValue.Computed.Instance))
                        )
                    )
                )
            ),
            Is.Empty
        );
}
