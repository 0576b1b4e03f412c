using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Names and disks that change hands between guests: the run succeeds, or the preview refuses it.</summary>
internal sealed class GuestMoveTests : GuestTest
{
    private const string Data = "/images/data.qcow2";

    private static readonly PropertyMap Web = With("/images/os.qcow2");
    private static readonly PropertyMap Db = With("/images/db.qcow2");

    [SetUp]
    public void MakeDisks()
    {
        Stack.Host.FakeImages.Add("/images/db.qcow2", 2048);
        Stack.Host.FakeImages.Add(Data, 2048);
    }

    [Test]
    public async Task Two_guests_that_swap_names_are_refused_in_preview()
    {
        await Stack.UpAsync(Type, "web", Web);
        await Stack.UpAsync(Type, "db", Db);
        Stack.Restart();

        var web = await Stack.FailuresOfAsync(Type, "web", Web.With("guestName", "db"));
        var db = await Stack.FailuresOfAsync(Type, "db", Db.With("guestName", "web"));

        Assert.That(web.Single().Path, Is.EqualTo("guestName"));
        Assert.That(
            web.Single().Reason,
            Does.Contain("NixGuest::db")
                .And.Contain("in a run of its own")
                .And.EndWith("[name-taken]")
        );
        Assert.That(db.Single().Reason, Does.EndWith("[name-taken]"));
        Assert.That(Domains.All, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_chain_of_names_succeeds_in_two_runs()
    {
        await Stack.UpAsync(Type, "web", Web);
        await Stack.UpAsync(Type, "db", Db);
        var chain = await Stack.FailuresOfAsync(Type, "web", Web.With("guestName", "db"));

        await Stack.UpAsync(Type, "db", Db.With("guestName", "third"));
        await Stack.UpAsync(Type, "web", Web.With("guestName", "db"));

        Assert.That(chain.Single().Reason, Does.EndWith("[name-taken]"));
        Assert.That(Domains.All.Values.Select(d => d.Name), Is.EquivalentTo(["db", "third"]));
    }

    [Test]
    public async Task A_new_name_that_a_foreign_domain_has_is_refused_before_the_guest_is_deleted()
    {
        await Stack.UpAsync(Type, "web", Web);
        Domains.Add("theirs");

        var failures = await Stack.FailuresOfAsync(Type, "web", Web.With("guestName", "theirs"));

        Assert.That(failures.Single().Reason, Does.EndWith("[guest-foreign]"));
    }

    [Test]
    public async Task A_new_name_that_the_guest_of_another_state_has_is_refused_also_for_the_same_urn()
    {
        await Stack.UpAsync(Type, "web", Web);
        var theirs = new OwnerTag("theirs", TestStack.IdentityOf(Type, "web").Urn.Value, "/", "b");
        Domains.Add("new", $"{OwnerXml.Metadata(theirs)}");

        var failures = await Stack.FailuresOfAsync(Type, "web", Web.With("guestName", "new"));

        Assert.That(failures.Single().Reason, Does.EndWith("[owned-elsewhere]"));
        Assert.That(Domains.All, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_new_name_is_no_hindrance_when_a_killed_run_has_given_it()
    {
        var before = await Stack.UpAsync(Type, "web", Web);
        Stack.Restart();
        await Stack.UpAsync(Type, "web", Web.With("guestName", "new"));
        Stack.Kill();
        Stack.Put(Type, "web", before);

        await Stack.UpAsync(Type, "web", Web.With("guestName", "new"));

        Assert.That(Domains.All.Values.Select(d => d.Name), Is.EqualTo(["new"]));
    }

    [Test]
    public async Task A_resource_renamed_without_an_alias_is_told_of_aliases()
    {
        await Stack.UpAsync(Type, "web", Web);

        var failures = await Stack.FailuresOfAsync(Type, "shop", Web.With("guestName", "web"));

        Assert.That(
            failures.Single(f => f.Path == "guestName").Reason,
            Does.Contain("NixGuest::web").And.Contain("`aliases`")
        );
    }

    [TestCase("uefi", false, ChangeImpact.ReplaceLosingData, "its UEFI variables are lost")]
    [TestCase("bios", true, ChangeImpact.ReplaceLosingData, "its TPM's state is lost")]
    [TestCase(
        "uefi",
        true,
        ChangeImpact.ReplaceLosingData,
        "its UEFI variables and its TPM's state are lost"
    )]
    [TestCase("bios", false, ChangeImpact.Replace, "its disks stay")]
    public async Task A_new_name_says_what_the_guest_loses_with_the_old_one(
        string firmware,
        bool tpm,
        ChangeImpact impact,
        string reason
    )
    {
        var inputs = Web.With("memory", "256MiB").With("firmware", firmware).With("tpm", tpm);
        await Stack.UpAsync(Type, "web", inputs);

        var step = await Stack.PreviewAsync(Type, "web", inputs.With("guestName", "shop"));

        var change = step.Diff!.Changes.Single(c => c.Property == "guestName");
        Assert.That(change.Impact, Is.EqualTo(impact));
        Assert.That(change.Reason, Does.EndWith(reason));
    }

    [Test]
    public async Task A_disk_that_moves_to_a_new_guest_is_waited_for()
    {
        await Stack.UpAsync(Type, "web", With("/images/os.qcow2", Data));
        Stack.Restart();

        var db = Stack.UpAsync(Type, "db", With("/images/db.qcow2", Data));
        var isWaiting = !db.IsCompleted;
        await Stack.UpAsync(Type, "web", Web);
        await db;

        Assert.That(isWaiting, Is.True);
        Assert.That(DisksOf("db"), Is.EqualTo(["/images/db.qcow2", Data]));
        Assert.That(DisksOf("web"), Is.EqualTo(["/images/os.qcow2"]));
    }

    [Test]
    public async Task A_disk_that_moves_into_a_running_guest_is_waited_for()
    {
        await Stack.UpAsync(Type, "web", With("/images/os.qcow2", Data));
        await Stack.UpAsync(Type, "db", Db);
        Stack.Restart();

        var db = Stack.UpAsync(Type, "db", With("/images/db.qcow2", Data));
        await Stack.UpAsync(Type, "web", Web);
        await db;

        Assert.That(DisksOf("db"), Is.EqualTo(["/images/db.qcow2", Data]));
        Assert.That(Domains.All.Values.Select(d => d.Boots), Is.All.EqualTo(1));
    }

    [Test]
    public async Task A_disk_that_is_not_released_names_who_has_it()
    {
        await Stack.UpAsync(Type, "web", With("/images/os.qcow2", Data));
        Stack.Restart(new QuickClock());

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "db", With("/images/db.qcow2", Data))
        );

        Assert.That(failure!.Code, Is.EqualTo("disk-in-use"));
        Assert.That(
            failure.Message,
            Does.Contain($"did not get the disk \"{Data}\": the domain 'web' uses it")
        );
        Assert.That(Domains.Only.Name, Is.EqualTo("web"));
    }

    private IEnumerable<string> DisksOf(string name) =>
        System
            .Xml.Linq.XElement.Parse(Domains.All.Values.Single(d => d.Name == name).LiveXml)
            .Descendants("disk")
            .Select(d => d.Element("source")!.Attribute("file")!.Value);

    private static PropertyMap With(params string[] disks) =>
        PropertyMap.Of(
            ("memory", "128MiB"),
            (
                "disks",
                PropertyValue.List(
                    disks.Select(d =>
                        (PropertyValue)
                            PropertyMap.Of(
                                ("path", d),
                                ("serial", Path.GetFileNameWithoutExtension(d))
                            )
                    )
                )
            )
        );
}
