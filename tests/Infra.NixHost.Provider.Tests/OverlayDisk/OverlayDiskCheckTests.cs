using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

internal sealed class OverlayDiskCheckTests
{
    private const string Type = "OverlayDisk";
    private const string Base = "/nix/store/11111111111111111111111111111111-image";
    private const string Image = Base + "/nixos.qcow2";
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Host.FakeStore.Valid[Base] = 0;
        _stack.Host.FakeImages.Add(Image, 64 * 1024 * 1024);
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private async Task<(string Path, string Reason)> FailureOfAsync(
        params (string, PropertyValue)[] inputs
    ) =>
        (
            await _stack.FailuresOfAsync(Type, "os", PropertyMap.Of([("image", Image), .. inputs]))
        ).Single();

    [Test]
    public async Task A_disk_smaller_than_its_image_is_refused_with_both_sizes()
    {
        var (path, reason) = await FailureOfAsync(("size", "32MiB"));

        Assert.That(path, Is.EqualTo("size"));
        Assert.That(
            reason,
            Does.Contain("32 MiB is smaller than the image")
                .And.Contains("64 MiB")
                .And.Contains("67108864")
        );
    }

    [Test]
    public async Task An_image_that_backs_a_file_of_the_system_is_refused_in_preview()
    {
        _stack.Host.FakeImages.Add("/images/foreign.qcow2", 1024, "/etc/shadow");

        var (path, reason) = await FailureOfAsync(("image", "/images/foreign.qcow2"));

        Assert.That(path, Is.EqualTo("image"));
        Assert.That(reason, Does.Contain("/etc/shadow").And.EndsWith("[chain-foreign]"));
    }

    [Test]
    public async Task An_encrypted_image_is_refused_as_a_base()
    {
        _stack.Host.FakeImages.Add("/images/luks.qcow2", 1024);
        _stack.Host.FakeImages.Files["/images/luks.qcow2"] = _stack.Host.FakeImages.Files[
            "/images/luks.qcow2"
        ] with
        {
            IsEncrypted = true,
        };

        var (path, reason) = await FailureOfAsync(("image", "/images/luks.qcow2"));

        Assert.That(path, Is.EqualTo("image"));
        Assert.That(reason, Does.Contain("LUKS").And.EndsWith("[image-encrypted]"));
    }

    [Test]
    public async Task A_file_of_the_name_that_is_there_already_is_refused_in_preview()
    {
        _stack.Host.FakeImages.Add("/images/data.qcow2", 1024);

        var (path, reason) = await FailureOfAsync(("fileName", "data.qcow2"));

        Assert.That(path, Is.EqualTo("fileName"));
        Assert.That(
            reason,
            Does.StartWith("\"data.qcow2\"")
                .And.Contains("/images/data.qcow2")
                .And.EndsWith("[overlay-exists]")
        );
    }

    [TestCase("fileName", "data.qcow2")]
    [TestCase("directory", "/elsewhere")]
    [TestCase("pool", "fast")]
    public async Task A_new_place_whose_file_is_there_already_is_refused_in_preview(
        string property,
        string value
    )
    {
        var inputs = PropertyMap.Of(("image", Image), ("fileName", "own.qcow2"));
        await _stack.UpAsync(Type, "os", inputs);
        var moved = inputs.With(property, value);
        _stack.Host.FakeImages.Add("/images/data.qcow2", 1024);
        _stack.Host.FakeImages.Add("/elsewhere/own.qcow2", 1024);
        _stack.Host.FakeImages.Add("/pools/fast/own.qcow2", 1024);
        _stack.Restart();

        var (path, reason) = (await _stack.FailuresOfAsync(Type, "os", moved)).Single();

        Assert.That(path, Is.EqualTo("fileName"));
        Assert.That(reason, Does.Contain("was not made by").And.EndWith("[overlay-exists]"));
    }

    [Test]
    public async Task Two_disks_that_swap_their_files_are_refused_in_preview()
    {
        var a = PropertyMap.Of(("image", Image), ("fileName", "a.qcow2"));
        var b = PropertyMap.Of(("image", Image), ("fileName", "b.qcow2"));
        await _stack.UpAsync(Type, "os", a);
        await _stack.UpAsync(Type, "data", b);
        _stack.Restart();

        var os = await _stack.FailuresOfAsync(Type, "os", b);
        var data = await _stack.FailuresOfAsync(Type, "data", a);

        Assert.That(
            os.Single().Reason,
            Does.Contain("::data").And.EndWith("in a run of its own first [owned-elsewhere]")
        );
        Assert.That(
            data.Single().Reason,
            Does.Contain("::os").And.EndWith("in a run of its own first [owned-elsewhere]")
        );
    }

    [TestCase("fileName", "the name it has")]
    [TestCase("directory", "/images/")]
    public async Task A_program_that_names_the_place_where_a_disk_is_changes_nothing(
        string property,
        string value
    )
    {
        var inputs = PropertyMap.Of(("image", Image));
        var made = await _stack.UpAsync(Type, "os", inputs);
        var name = property == "fileName" ? Path.GetFileName(made.Id) : value;
        _stack.Restart();

        var named = inputs.With("fileName", Path.GetFileName(made.Id)).With(property, name);

        Assert.That(await _stack.FailuresOfAsync(Type, "os", named), Is.Empty);
    }

    [Test]
    public async Task A_pool_whose_directory_is_gone_is_refused_in_preview()
    {
        _stack.Host.FakeImages.Gone["/pools/old"] = 0;

        var (path, reason) = await FailureOfAsync(("pool", "old"));

        Assert.That(path, Is.EqualTo("pool"));
        Assert.That(
            reason,
            Does.StartWith("\"old\"")
                .And.Contains("virsh pool-build old")
                .And.EndsWith("[pool-directory-missing]")
        );
    }

    [Test]
    public async Task A_base_in_a_directory_that_qemu_may_not_enter_is_refused_in_preview()
    {
        _stack.Host.FakeImages.Add("/closed/base.qcow2", 1024);
        _stack.Host.FakeQemuAccess.Closed["/closed"] = 0;

        var (path, reason) = await FailureOfAsync(("image", "/closed/base.qcow2"));

        Assert.That(path, Is.EqualTo("image"));
        Assert.That(reason, Does.Contain("'/closed'").And.EndsWith("[chain-denied]"));
    }

    [TestCase("size", "4096TiB", "more than a qcow2 disk can have")]
    [TestCase("fileName", "a\nb", "control characters")]
    public async Task Sizes_and_names_beyond_the_limits_are_refused_in_preview(
        string property,
        string value,
        string hint
    )
    {
        var (path, reason) = await FailureOfAsync((property, value));

        Assert.That(path, Is.EqualTo(property));
        Assert.That(reason, Does.Contain(hint));
    }

    [Test]
    public async Task A_name_longer_than_the_kernel_takes_is_refused_in_preview()
    {
        var (path, reason) = await FailureOfAsync(("fileName", new string('ü', 200)));

        Assert.That(path, Is.EqualTo("fileName"));
        Assert.That(reason, Does.Contain("255 bytes"));
    }

    [Test]
    public async Task Shrinking_is_refused_in_preview()
    {
        await _stack.UpAsync(Type, "os", PropertyMap.Of(("image", Image), ("size", "1GiB")));

        var (path, reason) = await FailureOfAsync(("size", "512MiB"));

        Assert.That(path, Is.EqualTo("size"));
        Assert.That(reason, Does.Contain("512 MiB is less than the disk has now, 1 GiB"));
    }

    [Test]
    public async Task A_directory_that_qemu_may_not_enter_is_refused()
    {
        _stack.Host.FakeQemuAccess.Closed["/private"] = 0;

        var (path, reason) = await FailureOfAsync(("directory", "/private"));

        Assert.That(path, Is.EqualTo("directory"));
        Assert.That(reason, Does.Contain("\"/private\"").And.Contains("may not enter"));
    }

    [Test]
    public async Task Pool_and_directory_exclude_each_other()
    {
        var (path, _) = await FailureOfAsync(("pool", "fast"), ("directory", "/fast"));

        Assert.That(path, Is.EqualTo("directory"));
    }

    [Test]
    public async Task A_file_name_with_a_directory_in_it_is_refused()
    {
        var (path, _) = await FailureOfAsync(("fileName", "../x.qcow2"));

        Assert.That(path, Is.EqualTo("fileName"));
    }

    [Test]
    public async Task An_image_that_is_not_there_is_refused_outside_the_store()
    {
        var failures = await _stack.FailuresOfAsync(
            Type,
            "os",
            PropertyMap.Of(("image", "/tmp/nowhere.qcow2"))
        );

        Assert.That(failures.Single().Path, Is.EqualTo("image"));
    }

    [Test]
    public async Task An_image_that_is_still_to_be_built_is_not_judged()
    {
        var image = "/nix/store/33333333333333333333333333333333-image/nixos.qcow2";

        Assert.That(
            await _stack.FailuresOfAsync(
                Type,
                "os",
                PropertyMap.Of(("image", image), ("size", "1"))
            ),
            Is.Empty
        );
    }

    [Test]
    public async Task A_disk_that_may_outgrow_its_directory_is_warned_of_when_it_is_new_and_when_it_grows()
    {
        _stack.Host.FakeFacts.Free = 2L << 30;
        _stack.Host.Options = _stack.Host.Options with { Limits = new() { DiskPercent = 1000 } };

        await _stack.UpAsync(Type, "os", PropertyMap.Of(("image", Image), ("size", "4GiB")));
        await _stack.UpAsync(Type, "os", PropertyMap.Of(("image", Image), ("size", "5GiB")));
        await _stack.PreviewAsync(Type, "os", PropertyMap.Of(("image", Image), ("size", "8GiB")));

        Assert.That(
            _stack.Log.Warnings,
            Is.EqualTo([
                "size: the disk starts small and may grow by up to 4 GiB, and /images has 2 GiB free: a guest that fills it is paused; "
                    + "give a smaller size, or free space [pool-low]",
                "size: the disk starts small and may grow by up to 3 GiB, and /images has 2 GiB free: a guest that fills it is paused; "
                    + "give a smaller size, or free space [pool-low]",
            ])
        );
    }

    [Test]
    public async Task A_pool_that_is_not_there_yet_is_a_warning_since_another_resource_may_make_it()
    {
        _stack.Host.FakeVolumes.HasPools = false;

        await _stack.PreviewAsync(Type, "os", PropertyMap.Of(("image", Image), ("pool", "ssd")));

        Assert.That(
            _stack.Log.Warnings.Single(),
            Does.StartWith("pool: \"ssd\" does not exist yet").And.EndsWith(" [pool-missing]")
        );
    }
}
