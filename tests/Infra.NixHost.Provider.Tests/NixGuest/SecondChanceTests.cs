using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A guest that gave up tries again only when <c>up</c> runs again.</summary>
internal sealed class SecondChanceTests : GuestTest
{
    private static PropertyMap Program => Inputs.With("expectedConfigHash", "one");

    private static string Report(FakeDomain guest, int sequence, string phase, string state) =>
        $$"""{"v":1,"seq":{{sequence}},"boot":"boot-{{guest.BootId}}","phase":"{{phase}}","state":"{{state}}","msg":"a disk is missing","config":"one","features":["reload"]}""";

    [SetUp]
    public async Task GiveUp()
    {
        Domains.OnBoot = guest =>
            [Report(guest, 1, "stage", "start"), Report(guest, 2, "gave-up", "failed")];
        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Program)
        );
        Assert.That(failure!.Reasons.Single(), Does.Contain("a disk is missing"));
        Assert.That(Domains.Told, Is.Empty);
    }

    [Test]
    public async Task It_is_told_to_and_waited_for()
    {
        Domains.OnTold = (guest, _) =>
            [Report(guest, 3, "stage", "start"), Report(guest, 4, "ready", "done")];

        var up = await Stack.UpAsync(Type, "web", Program);

        Assert.That(
            Domains.Told,
            Is.EqualTo(["""{"v":1,"type":"config-changed","config":"one"}"""])
        );
        Assert.That(up.Outputs["configHash"], Is.EqualTo((PropertyValue)"one"));
    }

    [Test]
    public async Task It_is_told_once()
    {
        Domains.OnTold = (guest, _) =>
            [Report(guest, 3, "stage", "start"), Report(guest, 4, "gave-up", "failed")];

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Program)
        );

        Assert.That(failure!.Message, Does.Contain("a disk is missing"));
        Assert.That(Domains.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_that_gives_up_again_at_its_boot_without_a_try_is_told_too()
    {
        Domains.OnBoot = guest => [Report(guest, 5, "gave-up", "failed")];
        Domains.OnTold = (guest, _) =>
            [Report(guest, 6, "stage", "start"), Report(guest, 7, "ready", "done")];

        // A change of memory restarts the guest.
        var up = await Stack.UpAsync(Type, "web", Program.With("memory", "256MiB"));

        Assert.That(Domains.Told, Has.Count.EqualTo(1));
        Assert.That(up.Outputs["configHash"], Is.EqualTo((PropertyValue)"one"));
    }
}
