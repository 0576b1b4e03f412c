using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixImage;

internal sealed class NixImageTests
{
    private const string Type = "NixImage";
    private TestStack _stack = null!;

    private static PropertyMap Inputs => PropertyMap.Of(("expression", "guest.nix"));

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Write("guest.nix", "one");
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task A_preview_knows_the_path_of_the_image_and_writes_nothing()
    {
        var step = await _stack.PreviewAsync(Type, "image", Inputs);

        Assert.That(step.Outputs["imagePath"].ToString(), Does.Contain("-image/nixos.qcow2"));
        Assert.That(step.Outputs["narHash"], Is.EqualTo(PropertyValue.Computed.Instance));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task A_preview_leaves_the_path_open_when_the_derivation_does_not_name_its_file()
    {
        _stack.Host.FakeEvaluator.FileName = null;

        var step = await _stack.PreviewAsync(Type, "image", Inputs);

        Assert.That(step.Outputs["imagePath"], Is.EqualTo(PropertyValue.Computed.Instance));
        Assert.That(step.Outputs["storePath"].ToString(), Does.Contain("/nix/store/"));
    }

    [Test]
    public async Task Up_builds_and_roots_what_the_preview_announced()
    {
        var preview = await _stack.PreviewAsync(Type, "image", Inputs);

        var up = await _stack.UpAsync(Type, "image", Inputs);

        Assert.That(up.Outputs["imagePath"], Is.EqualTo(preview.Outputs["imagePath"]));
        Assert.That(_stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
        Assert.That(up.Outputs["virtualSize"], Is.EqualTo((PropertyValue)(64 * 1024 * 1024)));
    }

    [Test]
    public async Task A_second_run_changes_nothing_and_writes_nothing()
    {
        await _stack.UpAsync(Type, "image", Inputs);
        _stack.Restart();
        _stack.Host.Calls.Clear();

        var step = await _stack.UpAsync(Type, "image", Inputs);

        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task A_changed_source_is_announced_with_how_much_there_is_to_build()
    {
        await _stack.UpAsync(Type, "image", Inputs);
        _stack.Write("guest.nix", "two");

        var step = await _stack.PreviewAsync(Type, "image", Inputs);

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Diff!.Changes.Select(c => c.Path), Is.EqualTo(["storePath"]));
        Assert.That(
            _stack.Log.Lines.Last(),
            Does.Contain("image will be rebuilt: 1 derivation to build")
        );
    }

    [Test]
    public async Task Another_way_to_the_same_image_has_no_effect()
    {
        await _stack.UpAsync(Type, "image", Inputs);
        _stack.Write("other.nix", "one");

        var step = await _stack.PreviewAsync(
            Type,
            "image",
            PropertyMap.Of(("expression", "other.nix"))
        );

        Assert.That(step.Diff!.Changes.Single().Describe(), Does.Contain("no effect on the host"));
    }

    [Test]
    public async Task Deleting_drops_the_root_and_keeps_the_image()
    {
        var up = await _stack.UpAsync(Type, "image", Inputs);

        await _stack.DestroyAsync(Type, "image");

        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
        Assert.That(
            _stack.Host.FakeImages.Files.Keys,
            Has.Some.EqualTo(((PropertyValue.String)up.Outputs["imagePath"]).Value)
        );
    }

    [Test]
    public async Task A_lost_root_is_found_by_a_refresh_and_made_again_by_the_next_up()
    {
        await _stack.UpAsync(Type, "image", Inputs);
        _stack.Host.FakeStore.Roots.Clear();

        Assert.That(await _stack.RefreshAsync(Type, "image"), Is.Not.Null);

        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
        Assert.That(_stack.Log.Warnings.Single(), Does.Contain("creates it again"));

        Assert.That((await _stack.UpAsync(Type, "image", Inputs)).Operation, Is.EqualTo("update"));
        Assert.That(_stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
        Assert.That((await _stack.UpAsync(Type, "image", Inputs)).Operation, Is.EqualTo("same"));
    }

    [Test]
    public async Task A_plain_image_file_needs_no_root()
    {
        var path = _stack.Write("disk.qcow2", "bytes");
        _stack.Host.FakeImages.Add(path, 1024);

        var step = await _stack.UpAsync(Type, "image", PropertyMap.Of(("storePath", "disk.qcow2")));

        Assert.That(step.Outputs["imagePath"], Is.EqualTo((PropertyValue)path));
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_failed_build_leaves_nothing()
    {
        _stack.Host.FakeStore.BuildFailure = new(
            "build-failed",
            "builder for '/nix/store/x.drv' failed"
        );

        await Assert.ThrowsAsync<HostException>(() => _stack.UpAsync(Type, "image", Inputs));

        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
        _stack.Host.FakeStore.BuildFailure = null;
        Assert.That((await _stack.UpAsync(Type, "image", Inputs)).Operation, Is.EqualTo("create"));
    }

    [Test]
    public async Task An_image_is_imported_by_its_own_id_as_by_its_store_path()
    {
        var up = await _stack.UpAsync(Type, "image", Inputs);

        var imported = await _stack.ImportAsync(Type, "same", up.Id);

        Assert.That(imported!.Outputs["storePath"], Is.EqualTo(up.Outputs["storePath"]));
        Assert.That(
            _stack.StateOf(Type, "same").Inputs["storePath"],
            Is.EqualTo(up.Outputs["storePath"])
        );
    }
}
