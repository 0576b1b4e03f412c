using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.GetImages;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.GetImages;

/// <summary>What is told of the images of a host.</summary>
internal sealed class ImageFactsTests : ImageStack
{
    [Test]
    public async Task A_host_without_roots_has_no_image()
    {
        var facts = await ReadAsync();

        Assert.That(facts.Images, Is.Empty);
        Assert.That(facts.IsComplete);
    }

    [Test]
    public async Task An_image_is_told_with_its_stack_its_disks_and_the_guests_on_them()
    {
        var image = await MakeImageAsync("os");
        var disk = await MakeDiskAsync("web", image);
        Define("web", disk);

        var found = (await ReadAsync()).Images.Single();

        Assert.That((found.StorePath, found.Size), Is.EqualTo((image, 4096)));
        Assert.That(found.Stacks, Is.EqualTo(["lab/dev"]));
        Assert.That(found.Disks, Is.EqualTo([new ImageDisk(disk, null)]));
        Assert.That(found.Guests, Is.EqualTo(["web"]));
        Assert.That(found.Roots, Has.Length.EqualTo(2));
        Assert.That(found.Roots.Select(r => r.Standing), Is.All.EqualTo(RootStanding.Needed));
    }

    [Test]
    public async Task An_image_that_nothing_lies_on_may_still_be_in_the_state_of_its_stack()
    {
        await MakeImageAsync("os");

        var found = (await ReadAsync()).Images.Single();

        Assert.That(found.IsUsed, Is.False);
        Assert.That(found.Roots.Single().Standing, Is.EqualTo(RootStanding.Claimed));
        Assert.That(found.Roots.Single().Owner!.Folder, Is.EqualTo(Stack.Directory));
    }

    [Test]
    public async Task A_disk_two_levels_above_an_image_lies_on_it()
    {
        var image = await MakeImageAsync("os");
        Stack.Host.FakeImages.Add("/elsewhere/middle.qcow2", 1, $"{image}/nixos.qcow2");
        Stack.Host.FakeImages.Add("/pools/top.qcow2", 1, "/elsewhere/middle.qcow2");

        var found = (await ReadAsync()).Images.Single();

        Assert.That(found.Disks.Select(d => d.Path), Is.EqualTo(["/pools/top.qcow2"]));
    }

    [Test]
    public async Task A_disk_that_only_a_running_machine_has_lies_on_its_image()
    {
        var image = await MakeImageAsync("os");
        Stack.Host.FakeImages.Add("/srv/plugged.qcow2", 1, $"{image}/nixos.qcow2");
        var domain = Stack.Host.FakeDomains.Add("theirs");
        domain.State = DomainState.Running;
        domain.LiveXml = Xml("theirs", "/srv/plugged.qcow2");

        var found = (await ReadAsync()).Images.Single();

        Assert.That(found.Guests, Is.EqualTo(["theirs"]));
        Assert.That(found.Disks.Select(d => d.Path), Is.EqualTo(["/srv/plugged.qcow2"]));
    }

    [Test]
    public async Task An_image_that_a_guest_has_itself_is_no_disk()
    {
        const string File = "/nix/store/44444444444444444444444444444444-image.qcow2";
        Stack.Host.FakeStore.Valid[File] = 0;
        Stack.Host.FakeImages.Add(File, 1);
        Stack.Host.FakeStore.Roots["/gcroots/lab-dev/0123456789ab-image"] = File;
        Define("web", File);

        var found = (await ReadAsync()).Images.Single();

        Assert.That((found.Disks.Length, found.Guests.Single()), Is.EqualTo((0, "web")));
    }

    [Test]
    public async Task A_guest_that_names_an_image_in_any_way_lies_on_it()
    {
        var image = await MakeImageAsync("os");
        Stack.Host.FakeDomains.Add("theirs", $"<os><kernel>{image}/kernel</kernel></os>");

        Assert.That((await ReadAsync()).Images.Single().Guests, Is.EqualTo(["theirs"]));
    }

    [Test]
    public async Task A_disk_on_what_an_image_leads_to_lies_on_the_image()
    {
        const string Other = "/nix/store/22222222222222222222222222222222-real";
        var image = await MakeImageAsync("farm");
        Stack.Host.FakeStore.Valid[Other] = 0;
        Stack.Host.FakeStore.Referrers[Other] = image;
        Stack.Host.FakeImages.Add("/images/theirs.qcow2", 1, $"{Other}/nixos.qcow2");

        var found = (await ReadAsync()).Images.Single();

        Assert.That(found.StorePath, Is.EqualTo(image));
        Assert.That(found.Disks.Select(d => d.Path), Is.EqualTo(["/images/theirs.qcow2"]));
    }

    [Test]
    public async Task A_record_of_a_disk_that_is_missing_keeps_the_image()
    {
        var image = await MakeImageAsync("os");
        var disk = await MakeDiskAsync("web", image);
        DeleteByHand(disk, withRecord: false);

        var found = (await ReadAsync()).Images.Single();

        Assert.That(found.Disks, Is.EqualTo([new ImageDisk(disk, $"/bases{disk}.json")]));
        Assert.That(found.Roots.Select(r => r.Standing), Is.All.EqualTo(RootStanding.Needed));
    }

    [Test]
    public async Task The_root_of_a_disk_that_is_gone_is_left_over()
    {
        var image = await MakeImageAsync("os");
        var disk = await MakeDiskAsync("web", image);
        DeleteByHand(disk);

        var roots = (await ReadAsync()).Images.Single().Roots;

        Assert.That(
            roots.Select(r => (r.Disk, r.Standing)),
            Is.EquivalentTo(new[] { (null, RootStanding.Claimed), (disk, RootStanding.Left) })
        );
    }

    [Test]
    public async Task A_disk_whose_directory_is_missing_may_come_back()
    {
        var disk = await MakeDiskAsync("web", await MakeImageAsync("os"));
        DeleteByHand(disk);
        Stack.Host.FakeImages.Gone["/images"] = 0;

        await AssertNeededAsync("is missing, and may be mounted again");
    }

    [Test]
    public async Task A_disk_that_a_guest_names_may_come_back()
    {
        var disk = await MakeDiskAsync("web", await MakeImageAsync("os"));
        DeleteByHand(disk);
        Define("web", disk);

        await AssertNeededAsync("the guest web has its disk");
    }

    [Test]
    public async Task A_disk_that_is_being_made_keeps_its_root()
    {
        var disk = await MakeDiskAsync("web", await MakeImageAsync("os"));
        DeleteByHand(disk);
        using var other = Session().Owners.Records.TryHold(disk);

        await AssertNeededAsync("is being made");
    }

    [Test]
    public async Task The_root_of_a_disk_in_a_directory_that_nobody_names_keeps_the_image()
    {
        var image = await MakeImageAsync("os");
        Stack.Host.FakeStore.Roots["/gcroots/lab-old/0123456789ab-base-abcdef-web.qcow2"] = image;

        await AssertNeededAsync("the directory of its disk is not known");
        Assert.That((await ReadAsync()).Images.Single().IsUsed);
    }

    [Test]
    public async Task A_stack_of_which_a_run_makes_something_keeps_its_roots()
    {
        await MakeImageAsync("os");
        Stack.Write("next.nix", "next");
        await Stack.UpAsync("NixImage", "next", PropertyMap.Of(("expression", "next.nix")));

        await AssertNeededAsync("a run of lab/dev is under way");
    }

    [Test]
    public async Task What_cannot_be_read_is_one_warning_and_lets_nothing_go()
    {
        await MakeImageAsync("os");
        Stack.Host.FakeImages.Add("/images/a.qcow2", 1);
        Stack.Host.FakeImages.Add("/images/b.qcow2", 1);
        Stack.Host.FakeImages.Unreadable["/images/a.qcow2"] = "its header is damaged";
        Stack.Host.FakeImages.Unreadable["/images/b.qcow2"] = "its header is damaged";

        var facts = await ReadAsync();

        Assert.That(facts.IsComplete, Is.False);
        Assert.That(
            facts.Warnings.Single(),
            Does.Contain("what /images/a.qcow2 lies on is not known: its header is damaged")
                .And.EndsWith("and 1 more")
        );
        await AssertNeededAsync("not all of what may lie on its image can be read");
    }

    [Test]
    public async Task Links_that_are_no_roots_of_ours_are_one_warning()
    {
        await MakeImageAsync("os");
        Stack.Host.FakeStore.Roots["/gcroots/lab-dev/0123456789ab-image"] = "/etc";
        Stack.Host.FakeStore.Roots["/gcroots/notes"] =
            "/nix/store/11111111111111111111111111111111-x";
        Stack.Host.FakeStore.Roots["/gcroots/lab-dev/0123456789ab-system"] =
            "/nix/store/11111111111111111111111111111111-system";

        var facts = await ReadAsync();

        Assert.That(facts.Images, Has.Length.EqualTo(1));
        Assert.That(facts.Warnings.Single(), Does.Contain("0123456789ab-image, and 1 more"));
        Assert.That(facts.IsComplete);
    }

    [Test]
    public async Task An_image_that_the_store_has_lost_has_no_size()
    {
        var image = await MakeImageAsync("os");
        Stack.Host.FakeStore.Valid.Clear();

        var found = (await ReadAsync()).Images.Single();

        Assert.That((found.StorePath, found.Size), Is.EqualTo((image, (long?)null)));
    }

    [Test]
    public async Task The_questions_do_not_grow_with_the_images_and_disks()
    {
        var image = await MakeImageAsync("os");
        await MakeDiskAsync("one", image);
        Stack.Host.Calls.Clear();
        await ReadAsync();
        var few = Stack.Host.Calls.Count;
        for (var i = 0; i < 5; i++)
        {
            await MakeDiskAsync($"more-{i}", await MakeImageAsync($"os-{i}"));
        }

        Stack.Host.Calls.Clear();
        await ReadAsync();

        Assert.That(Stack.Host.Calls.Count, Is.EqualTo(few));
    }

    [Test]
    public async Task A_program_reads_the_same_facts()
    {
        var image = await MakeImageAsync("os");
        var disk = await MakeDiskAsync("web", image);
        Stack.Host.FakeStore.Made[RootOf("os")] = DateTimeOffset.UnixEpoch;
        foreach (var root in Stack.Host.FakeStore.Roots.Keys)
        {
            Stack.Host.FakeStore.Made[root] = DateTimeOffset.UnixEpoch;
        }

        var (outputs, failures) = await Package
            .FunctionsOf(Session())
            .InvokeAsync("nixhost:index:getImages", PropertyMap.Empty, default);

        Assert.That(failures, Is.Empty);
        Assert.That(
            outputs.Keys,
            Is.EquivalentTo(GetImagesDefinition.Function.Outputs.Select(o => o.Name))
        );
        var told = (
            (PropertyValue.Object)((PropertyValue.Array)outputs["images"]).Items[0]
        ).Properties;
        Assert.That(
            told.Keys,
            Is.EquivalentTo(GetImagesDefinition.Image.Properties.Select(p => p.Name))
        );
        Assert.That(told["storePath"], Is.EqualTo((PropertyValue)image));
        Assert.That(told["disks"], Is.EqualTo(PropertyValue.List((PropertyValue)disk)));
        Assert.That(told["rootedAt"], Is.EqualTo((PropertyValue)"1970-01-01T00:00:00Z"));
        Assert.That(told["unused"], Is.EqualTo((PropertyValue)false));
    }

    private static string Xml(string name, string disk) =>
        $"<domain type='qemu'><name>{name}</name><devices><disk type='file'><source file='{disk}'/></disk></devices></domain>";

    private void Define(string name, string disk) =>
        Stack.Host.FakeDomains.Add(name).Xml = Xml(name, disk);

    private async Task AssertNeededAsync(params string[] whys)
    {
        var roots = (await ReadAsync()).Images.SelectMany(i => i.Roots).ToList();
        Assert.That(roots.Select(r => r.Standing), Is.All.EqualTo(RootStanding.Needed));
        Assert.That(
            roots.Select(r => r.Why),
            Has.All.Matches<string>(w => whys.Any(y => w!.Contains(y, StringComparison.Ordinal)))
        );
    }
}
