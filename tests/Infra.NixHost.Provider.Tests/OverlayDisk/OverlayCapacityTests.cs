using System.Collections.Concurrent;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

/// <summary>A preview warns where the disks of a program may grow beyond their file system.</summary>
internal sealed class OverlayCapacityTests
{
    private const string Type = "OverlayDisk";
    private const string Image = "/nix/store/11111111111111111111111111111111-image/nixos.qcow2";

    private TestStack _stack = null!;

    [SetUp]
    public void SetUp()
    {
        _stack = new();
        _stack.Host.FakeImages.Add(Image, 20L << 30);
        _stack.Host.FakeStore.Valid[Path.GetDirectoryName(Image)!] = 0;
        _stack.Host.FakeFacts.Free = 100L << 30;
    }

    [TearDown]
    public void TearDown() => _stack.Dispose();

    [Test]
    public async Task All_of_the_space_is_fine_and_a_hundredth_more_is_told_with_the_numbers()
    {
        (_stack.Host.FakeFacts.Free, _stack.Host.FakeFacts.Used) = (90L << 30, 10L << 30);
        await PreviewAsync("a", "50GiB");
        await PreviewAsync("b", "40GiB");
        Assert.That(_stack.Log.Warnings, Is.Empty);

        await PreviewAsync("c", "21GiB");

        Assert.That(
            _stack.Log.Warnings.Single(),
            Is.EqualTo(
                "size: with this disk, those of the program in the file system of /images take 0 bytes and may grow to 111 GiB, everything else there "
                    + "takes 10 GiB, and it has 100 GiB: 121 %, and the limit is 100 %; guests that fill it are paused: give smaller sizes, free "
                    + "space, or raise the host's maxDiskPercent [capacity-disk]"
            )
        );
    }

    [Test]
    public async Task A_disk_without_a_size_may_grow_to_that_of_its_image()
    {
        await PreviewAsync("a", "80GiB");
        await PreviewAsync("b", null);
        Assert.That(_stack.Log.Warnings, Is.Empty);

        await PreviewAsync("c", null);

        Assert.That(_stack.Log.Warnings.Single(), Does.Contain("may grow to 120 GiB"));
    }

    [Test]
    public async Task It_is_told_once_for_a_file_system_whatever_directories_lie_in_it()
    {
        _stack.Host.FakeFacts.DeviceOf = directory => directory == "/fast" ? 2UL : 1;
        await PreviewAsync("a", "60GiB");
        await PreviewAsync("b", "60GiB", ("directory", "/fast"));
        Assert.That(_stack.Log.Warnings, Is.Empty);

        await PreviewAsync("c", "60GiB", ("directory", "/other"));
        await PreviewAsync("d", "60GiB", ("pool", "default"));
        await PreviewAsync("e", "60GiB", ("directory", "/fast"));

        Assert.That(
            _stack.Log.Warnings.Select(w => w.Split("file system of ")[1].Split(' ')[0]),
            Is.EqualTo(["/other", "/fast"])
        );
    }

    [Test]
    public async Task What_the_programs_disks_take_already_is_not_counted_twice()
    {
        await UpAsync("a", "60GiB");
        var path = _stack.Host.FakeImages.Files.Keys.Single(p =>
            p.StartsWith("/images/", StringComparison.Ordinal)
        );
        _stack.Host.FakeImages.Add(path, 60L << 30, Image, allocation: 50L << 30);
        (_stack.Host.FakeFacts.Free, _stack.Host.FakeFacts.Used) = (50L << 30, 50L << 30);
        _stack.Restart();

        await PreviewAsync("a", "60GiB");
        await PreviewAsync("b", "40GiB");
        Assert.That(_stack.Log.Warnings, Is.Empty);
        await PreviewAsync("c", "30GiB");

        Assert.That(
            _stack.Log.Warnings.Single(),
            Does.Contain("take 50 GiB and may grow to 130 GiB, everything else there takes 0 bytes")
        );
    }

    [TestCase("size")]
    [TestCase("directory")]
    [TestCase("pool")]
    public async Task What_is_not_known_counts_as_nothing(string name)
    {
        await _stack.FailuresOfAsync(
            Type,
            "a",
            Inputs("60GiB").With(name, PropertyValue.Computed.Instance)
        );
        await PreviewAsync("b", "100GiB");

        Assert.That(_stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_disk_that_is_checked_twice_counts_once()
    {
        await UpAsync("a", "60GiB");
        await _stack.ForceReplaceAsync(
            Type,
            "a",
            Inputs("60GiB"),
            deletesFirst: false,
            isPreview: true
        );

        Assert.That(_stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Without_a_change_nothing_is_asked_and_afterwards_once_for_all_disks()
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            await UpAsync(name, "20GiB");
        }

        _stack.Restart();
        var asked = new ConcurrentQueue<string>();
        _stack.Host.Calls.Meanwhile = asked.Enqueue;
        var before = _stack.Host.FakeFacts.SpaceReadings;

        await PreviewAsync("a", "20GiB");
        await PreviewAsync("b", "20GiB");
        Assert.That(
            (asked.Count, _stack.Host.FakeFacts.SpaceReadings - before),
            Is.EqualTo((0, 0))
        );

        await PreviewAsync("c", "30GiB");
        await PreviewAsync("d", "40GiB");

        Assert.That(_stack.Log.Warnings.Single(), Does.Contain("may grow to 110 GiB"));
        Assert.That(
            asked.Where(q => q.StartsWith("allocations", StringComparison.Ordinal)),
            Has.Exactly(1).Items
        );
        Assert.That(_stack.Host.FakeFacts.SpaceReadings - before, Is.EqualTo(1));
    }

    [Test]
    public async Task The_limit_is_a_setting()
    {
        _stack.Host.Options = _stack.Host.Options with { Limits = new() { DiskPercent = 200 } };
        _stack.Restart();
        await PreviewAsync("a", "100GiB");
        await PreviewAsync("b", "100GiB");
        Assert.That(_stack.Log.Warnings, Is.Empty);

        await PreviewAsync("c", "20GiB");

        Assert.That(_stack.Log.Warnings.Single(), Does.Contain("220 %, and the limit is 200 %"));
    }

    private static PropertyMap Inputs(string? size) =>
        size is null
            ? PropertyMap.Of(("image", Image))
            : PropertyMap.Of(("image", Image), ("size", size));

    private Task UpAsync(string name, string size) => _stack.UpAsync(Type, name, Inputs(size));

    private async Task PreviewAsync(
        string name,
        string? size,
        params (string Name, string Value)[] more
    )
    {
        var inputs = more.Aggregate(Inputs(size), (all, next) => all.With(next.Name, next.Value));
        Assert.That(await _stack.FailuresOfAsync(Type, name, inputs), Is.Empty);
    }
}
