using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

internal sealed class OverlayAdoptionTests
{
    private const string Type = "OverlayDisk";
    private const string Base = "/nix/store/11111111111111111111111111111111-image";
    private const string Image = Base + "/nixos.qcow2";
    private const string Other = "/nix/store/22222222222222222222222222222222-image";
    private const long MiB = 1024 * 1024;
    private TestStack _stack = null!;

    private static PropertyMap Inputs => PropertyMap.Of(("image", Image), ("size", "128MiB"));
    private static string Path =>
        $"/images/{OverlayFile.NameOf(TestStack.IdentityOf(Type, "os"), 0)}";

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        foreach (var path in new[] { Base, Other })
        {
            _stack.Host.FakeStore.Valid[path] = 0;
            _stack.Host.FakeImages.Add($"{path}/nixos.qcow2", 64 * MiB);
        }
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task What_a_killed_run_has_made_is_taken_over()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Forget(Type, "os");
        _stack.Restart();
        _stack.Host.Calls.Clear();

        var step = await _stack.UpAsync(Type, "os", Inputs);

        Assert.That(step.Id, Is.EqualTo(Path));
        Assert.That(_stack.Host.Calls.Writes, Is.EqualTo(["chain remember"]));
    }

    [Test]
    public async Task Of_two_disks_that_make_one_file_at_the_same_time_one_owns_it()
    {
        var named = Inputs.With("fileName", "os.qcow2");
        HostException? failure = null;
        _stack.Host.FakeVolumes.Meanwhile = async () =>
        {
            // The provider of another program has claims of its own.
            _stack.Restart();
            failure = await Assert.ThrowsAsync<HostException>(() =>
                _stack.UpAsync(Type, "other", named)
            );
        };

        await _stack.UpAsync(Type, "os", named);

        Assert.That(failure!.Code, Is.EqualTo("overlay-exists"));
        Assert.That(failure.Message, Does.Contain("/images/os.qcow2"));
        await _stack.DestroyAsync(Type, "os");
        Assert.That(_stack.Host.FakeImages.Exists("/images/os.qcow2"), Is.False);
    }

    [Test]
    public async Task A_volume_that_somebody_else_makes_at_the_same_time_is_theirs()
    {
        _stack.Host.Calls.Meanwhile = call =>
        {
            if (call == "volume create")
            {
                _stack.Host.FakeImages.Add(Path, 4096);
            }
        };

        var failure = await Assert.ThrowsAsync<LibvirtException>(() =>
            _stack.UpAsync(Type, "os", Inputs)
        );

        Assert.That(failure!.Error, Is.EqualTo(90));
        Assert.That(_stack.Host.FakeImages.Files[Path].VirtualSize, Is.EqualTo(4096));
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
        _stack.Restart();
        Assert.That(Directory.GetFiles(RecordDirectory), Is.Empty);
        Assert.That(await _stack.FailuresOfAsync(Type, "os", Inputs), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_root_of_the_base_stays_while_the_undo_of_a_create_fails_and_goes_with_the_disk()
    {
        _stack.Host.Calls.FailOn = ("chain remember", 1);
        _stack.Host.Calls.StaysAway = true;

        await Assert.ThrowsAsync<InitFailedException>(() => _stack.UpAsync(Type, "os", Inputs));

        _stack.Host.Calls.StaysAway = false;
        Assert.That(_stack.Host.FakeImages.Exists(Path));
        Assert.That(_stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
        await _stack.DestroyAsync(Type, "os");
        _stack.Restart();
        Assert.That(_stack.Host.FakeImages.Exists(Path), Is.False);
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
        Assert.That(Directory.GetFiles(RecordDirectory), Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_file_that_a_failed_create_has_not_finished_is_no_disk(bool isRefreshed)
    {
        _stack.Host.FakeVolumes.CreateFailure = new LibvirtException(38, 7, "connection lost");
        _stack.Host.FakeVolumes.Meanwhile = () =>
        {
            _stack.Host.FakeImages.Add(Path, 0, allocation: 0);
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<InitFailedException>(() => _stack.UpAsync(Type, "os", Inputs));
        _stack.Host.FakeVolumes.CreateFailure = null;
        _stack.Restart();
        if (isRefreshed)
        {
            await _stack.RefreshAsync(Type, "os");
        }

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.UpAsync(Type, "os", Inputs)
        );

        Assert.That(failure!.Code, Is.EqualTo("overlay-exists"));
        Assert.That(failure.Message, Does.Contain(Path).And.Contains("--replace"));
    }

    private string RecordDirectory =>
        System.IO.Path.Combine(_stack.Host.Options.StateDirectory, "owners");

    [Test]
    public async Task Two_new_disks_with_one_file_name_are_found_in_preview()
    {
        var named = Inputs.With("fileName", "os.qcow2");
        await _stack.PreviewAsync(Type, "os", named);

        var failure = (await _stack.FailuresOfAsync(Type, "other", named)).Single();

        Assert.That(failure.Path, Is.EqualTo("fileName"));
        Assert.That(failure.Reason, Does.Contain("::os").And.EndWith("[overlay-exists]"));
    }

    [Test]
    public async Task A_leftover_that_is_too_small_is_grown()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Forget(Type, "os");
        _stack.Restart();

        var step = await _stack.UpAsync(Type, "os", Inputs.With("size", "256MiB"));

        Assert.That(step.Outputs["virtualSize"], Is.EqualTo((PropertyValue)(256 * MiB)));
    }

    [Test]
    public async Task A_file_without_our_record_is_somebody_elses()
    {
        _stack.Host.FakeImages.Add(Path, 128 * MiB, Image);

        var failure = (await _stack.FailuresOfAsync(Type, "os", Inputs)).Single();

        Assert.That(failure.Path, Is.EqualTo("fileName"));
        Assert.That(failure.Reason, Does.Contain(Path).And.Contains("[overlay-exists]"));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task A_leftover_on_another_image_is_not_taken_over()
    {
        await _stack.UpAsync(Type, "os", Inputs);
        _stack.Forget(Type, "os");
        _stack.Restart();

        var failures = await _stack.FailuresOfAsync(
            Type,
            "os",
            Inputs.With("image", $"{Other}/nixos.qcow2")
        );

        Assert.That(failures.Single().Path, Is.EqualTo("fileName"));
        Assert.That(_stack.Host.FakeImages.Exists(Path));
    }

    [Test]
    public async Task A_replacement_never_takes_the_disk_it_replaces()
    {
        var inputs = Inputs.With("onImageChange", "replace");
        await _stack.UpAsync(Type, "os", inputs);

        var step = await _stack.UpAsync(
            Type,
            "os",
            inputs.With("directory", "/images").With("image", $"{Other}/nixos.qcow2")
        );

        Assert.That(
            step.Id,
            Is.EqualTo($"/images/{OverlayFile.NameOf(TestStack.IdentityOf(Type, "os"), 1)}")
        );
    }

    [Test]
    public async Task The_new_disk_of_a_replacement_that_was_killed_is_taken_over()
    {
        var inputs = Inputs.With("onImageChange", "replace");
        await _stack.UpAsync(Type, "os", inputs);
        var identity = TestStack.IdentityOf(Type, "os");
        var half = $"/images/{OverlayFile.NameOf(identity, 1)}";
        _stack.Host.FakeImages.Add(half, 128 * MiB, $"{Other}/nixos.qcow2");
        _stack.Restart();
        var records = new OwnerRecords(
            new LocalFiles(),
            System.IO.Path.Combine(_stack.Host.Options.StateDirectory, "owners")
        );
        using (
            var killed = new Owners(records, new(_stack.Log, _stack.Directory, TimeProvider.System))
        )
        {
            records.Write(half, await killed.BeginAsync(identity, default));
        }

        _stack.Restart();

        var step = await _stack.UpAsync(Type, "os", inputs.With("image", $"{Other}/nixos.qcow2"));

        Assert.That(step.Id, Is.EqualTo(half));
        Assert.That(
            _stack.Host.FakeImages.Files.Keys.Count(f =>
                f.StartsWith("/images/", StringComparison.Ordinal)
            ),
            Is.EqualTo(1)
        );
    }
}
