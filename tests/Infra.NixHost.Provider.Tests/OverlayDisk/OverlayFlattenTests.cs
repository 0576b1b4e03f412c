using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.NixHost.Testing.Stacks;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

/// <summary>A disk that takes its base in when the image changes keeps its data and needs no base any more.</summary>
internal sealed class OverlayFlattenTests
{
    private const string Type = "OverlayDisk";
    private const string Image = "/nix/store/11111111111111111111111111111111-image/nixos.qcow2";
    private const string NewImage = "/nix/store/22222222222222222222222222222222-image/nixos.qcow2";
    private const long MiB = 1024 * 1024;
    private TestStack _stack = null!;

    private static PropertyMap Inputs =>
        PropertyMap.Of(("image", Image), ("size", "128MiB"), ("onImageChange", "flatten"));

    private static PropertyMap Changed => Inputs.With("image", NewImage);

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        foreach (var image in new[] { Image, NewImage })
        {
            _stack.Host.FakeStore.Valid[Path.GetDirectoryName(image)!] = 0;
            _stack.Host.FakeImages.Add(image, 64 * MiB);
        }
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private FakeDomain AddGuest(string path, string metadata = "") =>
        _stack.Host.FakeDomains.Add(
            "lilly",
            metadata
                + $"""<devices><disk><source file="{path}"/><backingStore type='file'><source file="{Image}"/><backingStore/></backingStore></disk></devices>"""
        );

    private static string Tag =>
        OwnerXml
            .Metadata(new("", TestStack.IdentityOf("NixGuest", "lilly").Urn.Value, "", ""))
            .ToString();

    [Test]
    public async Task The_preview_says_so_and_up_leaves_a_disk_without_base_and_root()
    {
        var path = (await _stack.UpAsync(Type, "os", Inputs)).Id;
        AddGuest(path, Tag);

        var preview = await _stack.PreviewAsync(Type, "os", Changed);
        var up = await _stack.UpAsync(Type, "os", Changed);

        Assert.That(preview.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Live));
        Assert.That(preview.Outputs["backingPath"], Is.EqualTo((PropertyValue)""));
        Assert.That((up.Operation, up.Id), Is.EqualTo(("update", path)));
        Assert.That(up.Outputs["backingPath"], Is.EqualTo((PropertyValue)""));
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
        Assert.That(_stack.Host.FakeDomains.Only.Xml, Does.Not.Contain(Image));
    }

    [Test]
    public async Task A_guest_that_names_the_disk_by_a_link_loses_the_base_too()
    {
        var path = (await _stack.UpAsync(Type, "os", Inputs)).Id;
        var link = Path.Combine(_stack.Directory, "link.qcow2");
        File.CreateSymbolicLink(link, path);
        AddGuest(link, Tag);

        await _stack.UpAsync(Type, "os", Changed);

        Assert.That(_stack.Host.FakeDomains.Only.Xml, Does.Not.Contain(Image));
    }

    [Test]
    public async Task A_running_guest_runs_on()
    {
        var path = (await _stack.UpAsync(Type, "os", Inputs)).Id;
        AddGuest(path, Tag).State = DomainState.Running;
        _stack.Host.Calls.Clear();

        await _stack.UpAsync(Type, "os", Changed);

        Assert.That(_stack.Host.Calls.Writes, Is.EqualTo(["volume flatten live"]));
    }

    [Test]
    public async Task Afterwards_images_come_and_go_without_effect()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        await _stack.UpAsync(Type, "os", Changed);
        _stack.Host.Calls.Clear();

        var up = await _stack.UpAsync(Type, "os", Inputs);

        Assert.That(up.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.None));
        Assert.That(_stack.Log.Lines.Last(), Does.Contain("stands alone"));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task Choosing_flatten_later_flattens_a_disk_that_is_outdated()
    {
        await _stack.UpAsync(Type, "os", Inputs.With("onImageChange", "keep"));
        await _stack.UpAsync(Type, "os", Changed.With("onImageChange", "keep"));

        var up = await _stack.UpAsync(Type, "os", Changed);

        Assert.That(up.Outputs["backingPath"], Is.EqualTo((PropertyValue)""));
    }

    [Test]
    public async Task A_domain_of_somebody_else_that_names_the_base_is_not_changed()
    {
        var path = (await _stack.UpAsync(Type, "os", Inputs)).Id;
        var xml = AddGuest(path).Xml;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.UpAsync(Type, "os", Changed)
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-foreign"));
        Assert.That(_stack.Host.FakeDomains.Only.Xml, Is.EqualTo(xml));
        Assert.That(
            _stack.StateOf(Type, "os").Outputs["backingPath"],
            Is.EqualTo((PropertyValue)Image)
        );
    }

    [Test]
    public async Task A_guest_of_the_state_loses_the_base_whatever_its_stack_was_called_then()
    {
        var up = await _stack.UpAsync(Type, "os", Inputs);
        AddGuest(up.Id, TagOf(TokenOf(up)[..^4] + "0000", "prod"));
        _stack.RenameStack("live");

        var changed = await _stack.UpAsync(Type, "os", Changed);

        Assert.That(changed.Outputs["backingPath"], Is.EqualTo((PropertyValue)""));
        Assert.That(_stack.Host.FakeDomains.Only.Xml, Does.Not.Contain(Image));
    }

    [Test]
    public async Task A_guest_of_an_old_version_loses_the_base_wherever_its_program_ran()
    {
        var up = await _stack.UpAsync(Type, "os", Inputs);
        // The token has no mark, and the tag tells another folder and another machine.
        AddGuest(up.Id, TagOf(Owners.NewToken(), "dev"));

        var changed = await _stack.UpAsync(Type, "os", Changed);

        Assert.That(changed.Outputs["backingPath"], Is.EqualTo((PropertyValue)""));
    }

    [Test]
    public async Task A_guest_of_a_clone_with_the_same_names_is_not_changed()
    {
        var up = await _stack.UpAsync(Type, "os", Inputs);
        AddGuest(up.Id, TagOf("0000" + TokenOf(up)[4..], "dev"));

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.UpAsync(Type, "os", Changed)
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-foreign"));
    }

    private static string TokenOf(Step step) =>
        ((PropertyValue.String)step.Outputs[Owners.Output]).Value;

    private static string TagOf(string token, string stack)
    {
        var urn = TestStack.IdentityOf("NixGuest", "lilly").Urn.Value;
        return OwnerXml
            .Metadata(
                new(
                    token,
                    urn.Replace(":dev::", $":{stack}::", StringComparison.Ordinal),
                    "/lab",
                    "here"
                )
            )
            .ToString();
    }

    [Test]
    public async Task A_broken_base_is_not_copied()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Host.FakeChains.Tampered[Image] = 0;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.UpAsync(Type, "os", Changed)
        );

        Assert.That(failure!.Code, Is.EqualTo("base-changed"));
    }

    [Test]
    public async Task A_pool_without_room_is_named_before_anything_is_copied()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Host.FakeFacts.Free = 1;

        var preview = await Assert.ThrowsAsync<HostException>(() =>
            _stack.PreviewAsync(Type, "os", Changed)
        );
        var up = await Assert.ThrowsAsync<HostException>(() => _stack.UpAsync(Type, "os", Changed));

        Assert.That(new[] { preview!.Code, up!.Code }, Has.All.EqualTo("pool-full"));
        Assert.That(preview.Message, Does.Contain("/images").And.Contains("1 bytes left"));
        Assert.That(_stack.Host.Calls.Writes, Has.None.EqualTo("chain flatten"));
    }
}
