using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

internal sealed class OverlayDiskTests
{
    private const string Type = "OverlayDisk";
    private const string Base = "/nix/store/11111111111111111111111111111111-image";
    private const string Image = Base + "/nixos.qcow2";
    private const string NewBase = "/nix/store/22222222222222222222222222222222-image";
    private const string NewImage = NewBase + "/nixos.qcow2";
    private const long MiB = 1024 * 1024;
    private TestStack _stack = null!;

    private static PropertyMap Inputs => PropertyMap.Of(("image", Image), ("size", "128MiB"));
    private static string DefaultPath =>
        $"/images/{OverlayFile.NameOf(TestStack.IdentityOf(Type, "os"), 0)}";

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        foreach (var path in new[] { Base, NewBase })
        {
            _stack.Host.FakeStore.Valid[path] = 0;
            _stack.Host.FakeImages.Add($"{path}/nixos.qcow2", 64 * MiB);
        }
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task Up_creates_an_overlay_on_the_store_image_and_roots_the_image_first()
    {
        var step = await _stack.UpAsync(Type, "os", Inputs);

        Assert.That(step.Outputs["path"], Is.EqualTo((PropertyValue)DefaultPath));
        Assert.That(step.Outputs["backingPath"], Is.EqualTo((PropertyValue)Image));
        Assert.That(_stack.Host.FakeStore.Roots.Values, Is.EqualTo([Base]));
        Assert.That(
            _stack.Host.Calls.Writes,
            Is.EqualTo([$"realise {Base}", "volume create", "chain remember"])
        );
    }

    [Test]
    public async Task A_preview_knows_the_path_and_writes_nothing()
    {
        var step = await _stack.PreviewAsync(Type, "os", Inputs);

        Assert.That(step.Outputs["path"], Is.EqualTo((PropertyValue)DefaultPath));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task A_second_run_asks_the_host_for_roots_alone()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Restart();
        _stack.Host.Calls.Clear();

        var step = await _stack.UpAsync(Type, "os", Inputs);

        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(_stack.Host.Calls.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_disk_grows_in_place_also_under_a_running_guest()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        var guest = _stack.Host.FakeDomains.Add(
            "g",
            $"<devices><disk><source file=\"{DefaultPath}\"/></disk></devices>"
        );
        guest.State = Infra.NixHost.Hosts.Libvirt.DomainState.Running;

        var step = await _stack.UpAsync(Type, "os", Inputs.With("size", "256MiB"));

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Outputs["virtualSize"], Is.EqualTo((PropertyValue)(256 * MiB)));
        Assert.That(_stack.Host.Calls.Writes, Has.Some.EqualTo("volume resize live"));
    }

    [Test]
    public async Task By_default_a_new_image_leaves_the_disk_alone_and_says_so()
    {
        await _stack.UpAsync(Type, "os", Inputs);

        var step = await _stack.UpAsync(Type, "os", Inputs.With("image", NewImage));

        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.None));
        Assert.That(_stack.Log.Lines.Last(), Does.Contain("outdated base " + Image));
        Assert.That(step.Outputs["backingPath"], Is.EqualTo((PropertyValue)Image));
        Assert.That(_stack.Host.FakeStore.Roots.Values, Is.EqualTo([Base]));
    }

    [Test]
    public async Task Replace_makes_a_second_file_first_and_announces_the_loss()
    {
        var inputs = Inputs.With("onImageChange", "replace");
        await _stack.UpAsync(Type, "os", inputs);

        var step = await _stack.UpAsync(Type, "os", inputs.With("image", NewImage));

        Assert.That(step.Operation, Is.EqualTo("replace"));
        Assert.That(
            _stack.Log.Lines.Last(),
            Does.StartWith("is replaced, ITS DATA IS LOST: ").And.EndsWith("[data-lost]")
        );
        Assert.That(step.Id, Is.Not.EqualTo(DefaultPath));
        Assert.That(
            _stack.Host.FakeImages.Files.Keys.Where(f =>
                f.StartsWith("/images/", StringComparison.Ordinal)
            ),
            Is.EqualTo([step.Id])
        );
        Assert.That(_stack.Host.FakeStore.Roots.Values, Is.EqualTo([NewBase]));
    }

    [Test]
    public async Task Choosing_replace_later_replaces_a_disk_that_is_outdated()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        await _stack.UpAsync(Type, "os", Inputs.With("image", NewImage));

        var step = await _stack.PreviewAsync(
            Type,
            "os",
            Inputs.With("image", NewImage).With("onImageChange", "replace")
        );

        Assert.That(step.Operation, Is.EqualTo("replace"));
    }

    [Test]
    public async Task A_disk_in_use_is_not_deleted()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack
            .Host.FakeDomains.Add(
                "web",
                $"<devices><disk><source file=\"{DefaultPath}\"/></disk></devices>"
            )
            .State = Infra.NixHost.Hosts.Libvirt.DomainState.Running;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.DestroyAsync(Type, "os")
        );

        Assert.That(
            failure!.Message,
            Does.Contain(DefaultPath).And.Contains("'web'").Or.Contains("web")
        );
        Assert.That(_stack.Host.FakeImages.Exists(DefaultPath));
    }

    [Test]
    public async Task Deleting_removes_file_and_root()
    {
        await _stack.UpAsync(Type, "os", Inputs);

        await _stack.DestroyAsync(Type, "os");

        Assert.That(_stack.Host.FakeImages.Exists(DefaultPath), Is.False);
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_full_disk_leaves_neither_file_nor_root()
    {
        _stack.Host.FakeVolumes.CreateFailure = new HostException("disk-full", "no space");

        await Assert.ThrowsAsync<HostException>(() => _stack.UpAsync(Type, "os", Inputs));

        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_disk_that_was_deleted_by_hand_reads_as_gone()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Host.FakeImages.Files.TryRemove(DefaultPath, out _);

        Assert.That(await _stack.RefreshAsync(Type, "os"), Is.Null);
    }
}
