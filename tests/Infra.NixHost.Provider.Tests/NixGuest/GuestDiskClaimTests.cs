using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A file that one guest writes to is no other guest's disk.</summary>
internal sealed class GuestDiskClaimTests : GuestTest
{
    [Test]
    public async Task Two_guests_that_write_to_one_file_are_found_in_preview_also_through_a_link()
    {
        var file = Stack.Write("disks/data.qcow2", "");
        System.IO.Directory.CreateSymbolicLink(
            System.IO.Path.Combine(Stack.Directory, "link"),
            System.IO.Path.Combine(Stack.Directory, "disks")
        );
        var link = System.IO.Path.Combine(Stack.Directory, "link", "data.qcow2");
        Stack.Host.FakeImages.Add(file, 2048);
        Stack.Host.FakeImages.Add(link, 2048);
        await Stack.PreviewAsync(Type, "web", Writing(file));

        var failures = await Stack.FailuresOfAsync(Type, "shop", Writing(link));

        Assert.That(failures.Single().Path, Is.EqualTo("disks[0].path"));
        Assert.That(failures.Single().Reason, Does.Contain("::web").And.EndWith("[disk-taken]"));
    }

    [TestCase("<shareable/>")]
    [TestCase("<readonly/>")]
    public async Task Guests_may_share_a_disk_of_a_fragment_that_says_so(string mark)
    {
        await Stack.PreviewAsync(Type, "web", Inputs);

        var failures = await Stack.FailuresOfAsync(
            Type,
            "shop",
            Writing("/images/shop.qcow2")
                .With(
                    "extraXml",
                    $"<devices><disk>{mark}<source file='/images/os.qcow2'/><target dev='vdz'/></disk></devices>"
                )
        );

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task A_volume_is_the_file_in_its_pool()
    {
        await Stack.PreviewAsync(Type, "web", Writing("/pools/ssd/data.qcow2"));

        var failures = await Stack.FailuresOfAsync(
            Type,
            "shop",
            Inputs.With(
                "disks",
                PropertyValue.List(
                    PropertyMap.Of(
                        ("path", "ssd/data.qcow2"),
                        ("kind", "volume"),
                        ("serial", "data")
                    )
                )
            )
        );

        Assert.That(failures.Single().Reason, Does.EndWith("[disk-taken]"));
    }

    [Test]
    public async Task A_pool_that_has_no_files_is_in_nobodys_way()
    {
        Stack.Host.FakeVolumes.PoolWithoutDirectory = "lvm";
        var theirs = Domains.Add("theirs");
        theirs.Xml =
            $"<domain><name>theirs</name><uuid>{theirs.Uuid}</uuid><devices><disk type='volume'><source pool='lvm' volume='data'/></disk></devices></domain>";

        Assert.That(await Stack.FailuresOfAsync(Type, "web", Inputs), Is.Empty);
    }

    [Test]
    public async Task A_file_that_a_domain_of_somebody_else_writes_to_is_refused()
    {
        var theirs = Domains.Add("theirs");
        theirs.Xml =
            $"<domain><name>theirs</name><uuid>{theirs.Uuid}</uuid><devices><disk type='file'><source file='/images/os.qcow2'/></disk></devices></domain>";

        var failures = await Stack.FailuresOfAsync(Type, "web", Inputs);

        Assert.That(
            failures.Single().Reason,
            Is.EqualTo(
                "\"/images/os.qcow2\" is a writable disk of the domain 'theirs' on this host; give another one [disk-taken]"
            )
        );
    }

    [Test]
    public async Task Guests_may_read_one_file_and_a_guest_that_is_off_may_share_one()
    {
        await Stack.PreviewAsync(Type, "web", Writing("/images/os.qcow2"));

        var off = await Stack.FailuresOfAsync(
            Type,
            "rescue",
            Writing("/images/os.qcow2").With("running", false).With("waitFor", "none")
        );
        var reading = await Stack.FailuresOfAsync(
            Type,
            "reader",
            Inputs.With(
                "disks",
                PropertyValue.List(PropertyMap.Of(("path", "/images/os.qcow2"), ("readOnly", true)))
            )
        );

        Assert.That(off, Is.Empty);
        Assert.That(reading, Is.Empty);
    }

    private static PropertyMap Writing(string file) =>
        Inputs.With(
            "disks",
            PropertyValue.List(PropertyMap.Of(("path", file), ("serial", "data")))
        );
}
