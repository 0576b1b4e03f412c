using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// A change of each property of a disk does to its file and its machine what the preview announces.
/// </summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class DiskMatrixTests
{
    private const string Type = "OverlayDisk";
    private const long MiB = 1024 * 1024;
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _image = "";
    private string _newImage = "";
    private string _disk = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        (_image, _newImage) = (
            await _real.MakeDiskAsync("image"),
            await _real.MakeDiskAsync("new-image")
        );
        await RealHost.RunAsync("qemu-io", "-c", "write -P 65 0 64k", _image);
        _inputs = PropertyMap.Of(("image", _image), ("size", "32MiB"));
        _disk = (await _real.Stack.UpAsync(Type, "os", _inputs)).Id;
        await RealHost.RunAsync("qemu-io", "-c", "write -P 66 1M 64k", _disk);
        await GuestAsync(running: true);
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    private Task<Step> GuestAsync(bool running) =>
        _real.Stack.UpAsync(
            "NixGuest",
            _real.Prefix,
            PropertyMap.Of(
                ("memory", "32MiB"),
                ("disks", PropertyValue.List(PropertyMap.Of(("path", _disk)))),
                ("shutdownTimeout", "0s"),
                ("autostart", false),
                ("running", running)
            )
        );

    [Test]
    public async Task A_user_grows_a_disk_and_the_guest_runs_on_with_its_data()
    {
        var before = await PictureAsync();

        var step = await _real.Stack.UpAsync(Type, "os", _inputs.With("size", "64MiB"));

        Assert.That(Impacts(step), Is.EqualTo([ChangeImpact.Live]));
        Assert.That(await PictureAsync(), Is.EqualTo(before with { Size = 64 * MiB }));
        Assert.That(
            await RealHost.VirshAsync("domblkinfo", _real.Prefix, "vda"),
            Does.Contain($"{64 * MiB}")
        );
    }

    [Test]
    public async Task A_disk_without_running_guest_grows_too()
    {
        await GuestAsync(running: false);

        await _real.Stack.UpAsync(Type, "os", _inputs.With("size", "64MiB"));

        Assert.That((await ReadAsync(_disk)).VirtualSize, Is.EqualTo(64 * MiB));
        await ExpectDataAsync(_disk);
    }

    [Test]
    public async Task A_user_who_would_shrink_a_disk_is_stopped_in_preview()
    {
        var failure = (
            await _real.Stack.FailuresOfAsync(Type, "os", _inputs.With("size", "16MiB"))
        ).Single();

        Assert.That(failure.Path, Is.EqualTo("size"));
        Assert.That((await ReadAsync(_disk)).VirtualSize, Is.EqualTo(32 * MiB));
    }

    private static IEnumerable<TestCaseData<string, string?>> WithoutEffect() =>
        [
            new("image", "new"),
            new("onImageChange", "flatten"),
            new("onImageChange", "replace"),
            new("size", null),
            new("directory", "same"),
            new("fileName", "same"),
        ];

    [TestCaseSource(nameof(WithoutEffect))]
    public async Task What_has_no_effect_is_announced_so_and_has_none(
        string property,
        string? value
    )
    {
        var before = await PictureAsync();
        var wanted = value switch
        {
            "new" => _newImage,
            "same" when property == "directory" => Path.GetDirectoryName(_disk),
            "same" => Path.GetFileName(_disk),
            _ => value,
        };

        var step = await _real.Stack.UpAsync(
            Type,
            "os",
            wanted is null ? _inputs.Without(property) : _inputs.With(property, wanted)
        );

        Assert.That(Impacts(step), Is.EqualTo([ChangeImpact.None]));
        Assert.That(await PictureAsync(), Is.EqualTo(before));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_user_gets_rid_of_an_old_image_without_losing_data(bool running)
    {
        await GuestAsync(running);
        var before = await PictureAsync(running);

        var step = await _real.Stack.UpAsync(
            Type,
            "os",
            _inputs.With("onImageChange", "flatten").With("image", _newImage)
        );

        Assert.That(Impacts(step), Does.Contain(ChangeImpact.Live));
        Assert.That(await PictureAsync(running), Is.EqualTo(before with { Backing = null }));
        File.Delete(_image);
        await GuestAsync(running: false);
        await ExpectDataAsync(_disk);
        await GuestAsync(running: true);
        Assert.That((await _real.DomainAsync(_real.Prefix)).LiveXml, Is.Not.Null);
    }

    private static IEnumerable<TestCaseData<string, string>> WithLoss() =>
        [
            new("image", "image"),
            new("fileName", "other.qcow2"),
            new("directory", "directory"),
            new("pool", "pool"),
        ];

    [TestCaseSource(nameof(WithLoss))]
    public async Task Data_is_lost_only_where_it_was_announced_and_never_under_a_running_guest(
        string property,
        string value
    )
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_real.Stack.Directory, "elsewhere"));
        if (value == "pool")
        {
            await RealHost.VirshAsync(
                "pool-create-as",
                $"{_real.Prefix}-pool",
                "dir",
                "--target",
                elsewhere.FullName
            );
        }

        PropertyValue wanted = value switch
        {
            "image" => _newImage,
            "directory" => elsewhere.FullName,
            "pool" => $"{_real.Prefix}-pool",
            _ => value,
        };
        var program = _inputs.With(property, wanted).With("onImageChange", "replace");

        var preview = await _real.Stack.PreviewAsync(Type, "os", program);
        await GuestAsync(running: false);
        var step = await _real.Stack.UpAsync(Type, "os", program);

        Assert.That(Impacts(preview), Does.Contain(ChangeImpact.ReplaceLosingData));
        Assert.That(_real.Stack.Log.Lines, Has.Some.Contains("DATA IS LOST"));
        Assert.That(step.Id, Is.Not.EqualTo(_disk));
        Assert.That((File.Exists(_disk), File.Exists(step.Id)), Is.EqualTo((false, true)));
        await _real.Stack.DestroyAsync(Type, "os");
    }

    [Test]
    public async Task A_disk_that_a_running_guest_uses_is_not_deleted()
    {
        Assert.That(
            async () => await _real.Stack.DestroyAsync(Type, "os"),
            Throws.Exception.With.Message.Contains(_real.Prefix)
        );
        Assert.That(File.Exists(_disk), Is.True);
    }

    [Test]
    public async Task A_volume_deleted_by_hand_is_drift_and_the_next_up_makes_it_again()
    {
        await GuestAsync(running: false);
        File.Delete(_disk);

        Assert.That(await _real.Stack.RefreshAsync(Type, "os"), Is.Null);
        var step = await _real.Stack.UpAsync(Type, "os", _inputs);

        Assert.That((step.Operation, step.Id), Is.EqualTo(("create", _disk)));
    }

    [Test]
    public async Task A_base_replaced_under_a_disk_is_named_by_refresh()
    {
        await GuestAsync(running: false);
        File.Delete(_image);
        await _real.MakeDiskAsync("image");

        await _real.Stack.RefreshAsync(Type, "os");

        Assert.That(
            _real.Stack.Log.Warnings.Single(),
            Does.Contain(_image).And.Contains("other bytes")
        );
    }

    [Test]
    public async Task A_volume_made_by_hand_is_imported_and_the_next_preview_is_empty()
    {
        var path = Path.Combine(_real.Host.Options.ImageDirectory, "hand.qcow2");
        await RealHost.RunAsync(
            "qemu-img",
            "create",
            "-q",
            "-f",
            "qcow2",
            "-b",
            _image,
            "-F",
            "qcow2",
            path,
            "32M"
        );

        await _real.Stack.ImportAsync(Type, "hand", path);
        var preview = await _real.Stack.PreviewAsync(
            Type,
            "hand",
            _inputs.With("fileName", "hand.qcow2")
        );

        Assert.That(preview.Operation, Is.EqualTo("same"));
    }

    private static IEnumerable<ChangeImpact> Impacts(Step step) =>
        step.Diff!.Changes.Select(c => c.Impact);

    private Task<DiskImage> ReadAsync(string path) => _real.Host.Images.ReadAsync(path, default);

    private async Task<(string Inode, long Size, string? Backing, string RunId)> PictureAsync(
        bool running = true
    )
    {
        var image = await ReadAsync(_disk);
        return (
            await RealHost.RunAsync("stat", "-c", "%i", _disk),
            image.VirtualSize,
            image.BackingPath,
            running ? await RealHost.RunIdAsync(_real.Prefix) : ""
        );
    }

    /// <summary>The content of the image and what was written over it.</summary>
    private static async Task ExpectDataAsync(string disk) =>
        Assert.That(
            await RealHost.RunAsync(
                "qemu-io",
                "-r",
                "-c",
                "read -P 65 0 64k",
                "-c",
                "read -P 66 1M 64k",
                disk
            ),
            Does.Not.Contain("Pattern verification failed")
        );
}
