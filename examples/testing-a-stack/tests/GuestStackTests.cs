using System.Collections.Immutable;
using Infra.NixHost;
using NUnit.Framework;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Guests.Tests;

internal sealed class GuestStackTests
{
    private readonly HostMocks _host = new();

    [Test]
    public async Task Every_guest_boots_from_a_disk_of_its_own_on_the_one_image()
    {
        await RunAsync(["ada", "lin"]);

        Assert.That(_host.Inputs["ada-os"]["image"], Is.EqualTo("/nix/store/x/guest.qcow2"));
        Assert.That(_host.Inputs["lin-os"]["image"], Is.EqualTo("/nix/store/x/guest.qcow2"));
        Assert.That(BootDisk("ada")["path"], Is.EqualTo("/images/ada-os.qcow2"));
        Assert.That(BootDisk("lin")["path"], Is.EqualTo("/images/lin-os.qcow2"));
    }

    [Test]
    public async Task The_stack_tells_the_mac_address_of_every_guest()
    {
        var (_, outputs) = await RunAsync(["ada"]);

        var mac = (Output<string?>)outputs["ada"]!;
        Assert.That(await OutputUtilities.GetValueAsync(mac), Is.EqualTo("52:54:00:00:00:01"));
    }

    [Test]
    public async Task A_guest_more_is_a_disk_and_a_domain_more()
    {
        var (few, _) = await RunAsync(["ada"]);
        var (more, _) = await RunAsync(["ada", "lin"]);

        Assert.That(more.Length - few.Length, Is.EqualTo(2));
        Assert.That(more.OfType<NixGuest>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void A_stack_without_guests_says_what_to_do() =>
        Assert.That(
            async () => await RunAsync([]),
            Throws.TypeOf<RunException>().With.Message.Contains("pulumi config set")
        );

    private Task<(
        ImmutableArray<Resource> Resources,
        IDictionary<string, object?> Outputs
    )> RunAsync(string[] names) =>
        Deployment.TestAsync(
            _host,
            new TestOptions { IsPreview = false },
            () => GuestStack.Create(names)
        );

    private ImmutableDictionary<string, object> BootDisk(string guest) =>
        (ImmutableDictionary<string, object>)
            ((ImmutableArray<object>)_host.Inputs[guest]["disks"])[0];
}
