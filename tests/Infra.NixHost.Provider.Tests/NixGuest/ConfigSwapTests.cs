using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A listening guest takes in new content of its config disks while it runs.</summary>
internal sealed class ConfigSwapTests : GuestTest
{
    private static PropertyMap Program(string config, string hash) =>
        WithConfig(config).With("expectedConfigHash", hash);

    private static string Applied(
        FakeDomain guest,
        string config,
        int sequence,
        string more = ",\"features\":[\"reload\"]"
    ) =>
        $$"""{"v":1,"seq":{{sequence}},"boot":"boot-{{guest.BootId}}","phase":"ready","state":"done","msg":"","config":"{{config}}"{{more}}}""";

    [SetUp]
    public void Listen()
    {
        Domains.OnBoot = guest => [Applied(guest, "one", 1)];
        Domains.OnTold = (guest, _) => [Applied(guest, "two", 2)];
    }

    [Test]
    public async Task The_disk_is_swapped_the_guest_is_told_and_what_it_reports_is_waited_for()
    {
        await Stack.UpAsync(Type, "web", Program(Config, "one"));

        var preview = await Stack.PreviewAsync(Type, "web", Program(NewConfig, "two"));
        var up = await Stack.UpAsync(Type, "web", Program(NewConfig, "two"));

        Assert.That(
            preview.Diff!.Changes.Select(c => (c.Path, c.Impact)),
            Is.EquivalentTo(
                new[]
                {
                    ("disks[1].path", ChangeImpact.Live),
                    ("expectedConfigHash", ChangeImpact.None),
                }
            )
        );
        Assert.That(
            Domains.Told,
            Is.EqualTo(["""{"v":1,"type":"config-changed","config":"two"}"""])
        );
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
        Assert.That(Domains.Only.LiveXml, Does.Contain(NewConfig).And.Not.Contains(Config));
        Assert.That(up.Outputs["configHash"], Is.EqualTo((PropertyValue)"two"));
    }

    [Test]
    public async Task A_guest_that_names_no_configuration_restarts_to_read_its_disks()
    {
        await Stack.UpAsync(Type, "web", WithConfig(Config));

        var up = await Stack.UpAsync(Type, "web", WithConfig(NewConfig));

        Assert.That(up.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Restart));
        Assert.That((Domains.Told.Count, Domains.Only.Boots), Is.EqualTo((0, 2)));
    }

    [Test]
    public async Task A_guest_that_does_not_listen_restarts_to_read_its_disks()
    {
        Domains.OnBoot = guest =>
            [Applied(guest, guest.Boots == 1 ? "one" : "two", guest.Boots, more: "")];
        await Stack.UpAsync(Type, "web", Program(Config, "one"));

        var up = await Stack.UpAsync(Type, "web", Program(NewConfig, "two"));

        Assert.That(
            up.Diff!.Changes.Single(c => c.Path == "disks[1].path").Impact,
            Is.EqualTo(ChangeImpact.Restart)
        );
        Assert.That((Domains.Told.Count, Domains.Only.Boots), Is.EqualTo((0, 2)));
    }

    [Test]
    public async Task A_guest_that_cannot_be_told_has_its_former_disk_back()
    {
        await Stack.UpAsync(Type, "web", Program(Config, "one"));
        var (xml, live) = (Domains.Only.Xml, Domains.Only.LiveXml);
        Domains.OnTold = (_, _) => throw new LibvirtException(38, 7, "gone");

        await Assert.ThrowsAsync<LibvirtException>(() =>
            Stack.UpAsync(Type, "web", Program(NewConfig, "two"))
        );

        Assert.That(Domains.Only.Xml, Is.EqualTo(xml));
        Assert.That(Domains.Only.LiveXml, Does.Contain(Config).And.Not.Contains(NewConfig));
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
    }

    [Test]
    public async Task A_guest_that_says_nothing_any_more_starts_again_with_its_former_disk()
    {
        await Stack.UpAsync(Type, "web", Program(Config, "one"));
        Stack.Restart(new QuickClock());
        Domains.OnTold = (_, _) => [];

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Program(NewConfig, "two"))
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-timeout"));
        Assert.That(Domains.Only.LiveXml, Does.Contain(Config).And.Not.Contains(NewConfig));
        Assert.That(Domains.Only.Boots, Is.EqualTo(2));
    }

    [Test]
    public async Task A_guest_that_could_not_apply_it_runs_on_with_its_former_disk()
    {
        await Stack.UpAsync(Type, "web", Program(Config, "one"));
        Domains.OnTold = (guest, _) =>
            [
                $$"""{"v":1,"seq":2,"boot":"boot-{{guest.BootId}}","phase":"gave-up","state":"failed","msg":"no","config":"two"}""",
            ];

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Program(NewConfig, "two"))
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-failed"));
        Assert.That(Domains.Only.LiveXml, Does.Contain(Config).And.Not.Contains(NewConfig));
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
    }

    [Test]
    public async Task A_guest_that_lets_no_disk_go_starts_again_with_its_former_one()
    {
        await Stack.UpAsync(Type, "web", Program(Config, "one"));
        Stack.Restart(new QuickClock());
        Domains.OnTold = (_, _) =>
        {
            Stack.Host.FakeLiveDomains.Hangs = true;
            throw new LibvirtException(38, 7, "gone");
        };

        await Assert.ThrowsAsync<LibvirtException>(() =>
            Stack.UpAsync(Type, "web", Program(NewConfig, "two"))
        );

        Assert.That(Domains.Only.LiveXml, Does.Contain(Config).And.Not.Contains(NewConfig));
        Assert.That(Domains.Only.Boots, Is.EqualTo(2));
    }
}
