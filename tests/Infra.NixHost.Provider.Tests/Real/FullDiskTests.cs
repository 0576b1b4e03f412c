using Infra.NixHost.Hosts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A full file system fails the run with file, place and free space; nothing half-made stays, and the next run succeeds.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class FullDiskTests
{
    private RealHost _real = null!;
    private string _base = "";
    private string? _mounted;

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _base = Path.Combine(_real.Stack.Directory, "base.qcow2");
        await RealHost.RunAsync("qemu-img", "create", "-q", "-f", "qcow2", _base, "8M");
    }

    [TearDown]
    public async Task TearDown()
    {
        await MakeRoomAsync();
        await _real.DisposeAsync();
    }

    [Test]
    public async Task An_overlay_for_which_there_is_no_room_leaves_neither_file_nor_root()
    {
        await FillAsync(_real.Host.Options.ImageDirectory, "64k");

        var failure = await FailureAsync("OverlayDisk", Overlay);

        Assert.That(
            failure.Message,
            Does.Contain($"{_real.Prefix}-full").And.Contains(_real.Host.Options.ImageDirectory)
        );
        Assert.That(
            Directory.EnumerateFileSystemEntries(_real.Host.Options.ImageDirectory),
            Is.Empty
        );
        await SucceedsAsync("OverlayDisk", Overlay);
    }

    [Test]
    public async Task An_overlay_that_cannot_be_kept_account_of_is_taken_back()
    {
        await FillAsync(_real.Host.Options.StateDirectory, "4k", "rest");

        var failure = await Assert.ThrowsAsync<IOException>(() =>
            _real.Stack.UpAsync("OverlayDisk", $"{_real.Prefix}-full", Overlay)
        );

        Assert.That(HostException.OfFullDisk(failure!)!.Code, Is.EqualTo("disk-full"));
        Assert.That(
            Directory.EnumerateFileSystemEntries(_real.Host.Options.ImageDirectory),
            Is.Empty
        );
        await SucceedsAsync("OverlayDisk", Overlay);
    }

    [Test]
    public async Task A_config_image_for_which_there_is_no_room_leaves_nothing()
    {
        var files = new PropertyValue.Secret(PropertyMap.Of(("key", new string('k', 100_000))));
        var inputs = PropertyMap.Of(("files", files), ("serial", "config"));
        await FillAsync(_real.Host.Options.StateDirectory, "200k");

        var failure = await FailureAsync("ConfigDisk", inputs);

        Assert.That(failure.Message, Does.Contain("config-disks"));
        // The record of the create stays, so that the next run may take over what a killed one leaves.
        var owners = Path.Combine(_real.Host.Options.StateDirectory, "owners");
        Assert.That(
            Directory
                .EnumerateFiles(_real.Host.Options.StateDirectory, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetDirectoryName(file) != owners),
            Is.Empty
        );
        await SucceedsAsync("ConfigDisk", inputs);
    }

    [Test]
    public async Task A_disk_that_may_outgrow_its_file_system_is_warned_of_in_preview()
    {
        await FillAsync(_real.Host.Options.ImageDirectory, "1m");

        await _real.Stack.PreviewAsync("OverlayDisk", $"{_real.Prefix}-full", Overlay);

        Assert.That(
            _real.Stack.Log.Warnings.Single(),
            Does.Contain("may grow to 16 MiB")
                .And.Contains("it has 1 MiB: 1600 %")
                .And.EndsWith("[capacity-disk]")
        );
    }

    private PropertyMap Overlay => PropertyMap.Of(("image", _base), ("size", "16MiB"));

    /// <summary>Mounts a file system over a directory and fills it with one file.</summary>
    private async Task FillAsync(string directory, string size, string? file = null)
    {
        Directory.CreateDirectory(directory);
        await RealHost.RunAsync(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            $"size={size},mode=711",
            "full",
            directory
        );
        _mounted = directory;
        if (file is not null)
        {
            var path = Path.Combine(directory, file);
            await RealHost.RunAsync("sh", "-c", $"cat /dev/zero > {path} 2>/dev/null || true");
        }
    }

    private async Task MakeRoomAsync()
    {
        if (_mounted is { } directory)
        {
            _mounted = null;
            // A run that lives holds a file there.
            await RealHost.RunAsync("umount", "--lazy", directory);
        }
    }

    private async Task<HostException> FailureAsync(string type, PropertyMap inputs)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.UpAsync(type, $"{_real.Prefix}-full", inputs)
        );
        Assert.That(failure!.Code, Is.EqualTo("disk-full"));
        Assert.That(failure.Message, Does.Contain(" KiB are left"));
        return failure;
    }

    private async Task SucceedsAsync(string type, PropertyMap inputs)
    {
        await MakeRoomAsync();
        await _real.Stack.UpAsync(type, $"{_real.Prefix}-full", inputs);
        await _real.Stack.DestroyAsync(type, $"{_real.Prefix}-full");
    }
}
