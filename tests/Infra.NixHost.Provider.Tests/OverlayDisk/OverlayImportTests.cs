using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

internal sealed class OverlayImportTests
{
    private const string Type = "OverlayDisk";
    private const string Base = "/nix/store/11111111111111111111111111111111-image";
    private const string Image = Base + "/nixos.qcow2";
    private const string Disk = "/images/old.qcow2";
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Host.FakeStore.Valid[Base] = 0;
        _stack.Host.FakeImages.Add(Image, 1 << 20);
        _stack.Host.FakeImages.Add(Disk, 1 << 24, Image);
        _stack.Host.FakeImages.Add("/pools/fast/old.qcow2", 1 << 24, Image);
        _stack.Host.FakeImages.Add("/images/alone.qcow2", 1 << 24);
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private static IEnumerable<PropertyMap> Programs() =>
        [
            PropertyMap.Of(("image", Image)),
            PropertyMap.Of(("image", Image), ("size", "16MiB")),
            PropertyMap.Of(("image", Image), ("fileName", "old.qcow2"), ("directory", "/images/")),
        ];

    [TestCaseSource(nameof(Programs))]
    public async Task An_import_by_path_is_followed_by_an_empty_preview(PropertyMap program)
    {
        var imported = await _stack.ImportAsync(Type, "os", Disk);
        var preview = await _stack.PreviewAsync(Type, "os", program);

        Assert.That(imported!.Id, Is.EqualTo(Disk));
        Assert.That(preview.Operation, Is.EqualTo("same"));
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty, "reading writes nothing");

        await _stack.UpAsync(Type, "os", program.With("size", "32MiB"));

        Assert.That(_stack.Host.FakeStore.Roots.Values, Is.EqualTo([Base]), "its base is held");
        await _stack.DestroyAsync(Type, "os");
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task An_import_that_nothing_has_changed_is_removed_with_its_resource_only()
    {
        await _stack.ImportAsync(Type, "os", Disk);
        _stack.Host.FakeImages.Add("/images/theirs.qcow2", 4096, Image);
        var state = _stack.StateOf(Type, "os");
        _stack.Edit(Type, "os", s => s with { Id = "/images/theirs.qcow2" });

        await Assert.ThrowsAsync<HostException>(() => _stack.DestroyAsync(Type, "os"));
        _stack.Edit(Type, "os", _ => state);
        await _stack.DestroyAsync(Type, "os");

        Assert.That(_stack.Host.FakeImages.Exists("/images/theirs.qcow2"));
        Assert.That(_stack.Host.FakeImages.Exists(Disk), Is.False);
    }

    [Test]
    public async Task Disks_of_one_name_in_two_pools_hold_their_bases_apart()
    {
        var inputs = PropertyMap.Of(("image", Image), ("fileName", "os.qcow2"), ("pool", "a"));
        await _stack.UpAsync(Type, "os", inputs);

        var step = await _stack.UpAsync(Type, "os", inputs.With("pool", "b"));

        Assert.That((step.Operation, step.Id), Is.EqualTo(("replace", "/pools/b/os.qcow2")));
        Assert.That(_stack.Host.FakeStore.Roots.Values, Is.EqualTo([Base]));
        await _stack.DestroyAsync(Type, "os");
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_volume_is_imported_by_the_name_of_its_pool_and_its_own()
    {
        var imported = await _stack.ImportAsync(Type, "os", "fast/old.qcow2");

        Assert.That(imported!.Id, Is.EqualTo("/pools/fast/old.qcow2"));
    }

    [Test]
    public async Task What_is_not_there_cannot_be_imported() =>
        Assert.That(await _stack.ImportAsync(Type, "os", "/images/none.qcow2"), Is.Null);

    [Test]
    public async Task A_disk_that_lies_on_no_image_is_no_overlay()
    {
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.ImportAsync(Type, "os", "/images/alone.qcow2")
        );

        Assert.That(failure!.Code, Is.EqualTo("import-no-overlay"));
    }

    [Test]
    public async Task A_size_that_the_imported_disk_lacks_is_a_change()
    {
        await _stack.ImportAsync(Type, "os", Disk);

        var preview = await _stack.PreviewAsync(
            Type,
            "os",
            PropertyMap.Of(("image", Image), ("size", "32MiB"))
        );

        Assert.That(
            preview.Diff!.Changes.Select(c => (c.Path, c.Impact)),
            Is.EqualTo(new[] { ("size", ChangeImpact.Live) })
        );
    }

    [Test]
    public async Task A_place_no_longer_named_leaves_the_disk_where_it_is()
    {
        var inputs = PropertyMap.Of(("image", Image), ("fileName", "mine.qcow2"));
        await _stack.UpAsync(Type, "os", inputs);

        var up = await _stack.UpAsync(Type, "os", inputs.Without("fileName"));

        Assert.That(up.Id, Is.EqualTo("/images/mine.qcow2"));
        Assert.That(up.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.None));
    }
}
