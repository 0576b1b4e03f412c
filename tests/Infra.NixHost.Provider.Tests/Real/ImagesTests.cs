using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.GetImages;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>The command <c>images</c> on a real store with real disks: it drops the roots that nothing lies on, and no other.</summary>
[TestFixture(Way.Local)]
[TestFixture(Way.Ssh)]
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ImagesTests(Way way)
{
    private readonly List<(string Type, string Name)> _made = [];
    private readonly List<string> _storePaths = [];
    private RealHost _real = null!;

    [SetUp]
    public void Start() => _real = new(way);

    [TearDown]
    public async Task StopAsync()
    {
        try
        {
            foreach (var (type, name) in _made.AsEnumerable().Reverse())
            {
                if (_real.Stack.Has(type, name))
                {
                    await _real.Stack.DestroyAsync(type, name);
                }
            }

            foreach (var storePath in _storePaths)
            {
                await RealHost.RunAsync("nix-store", "--delete", storePath);
            }
        }
        finally
        {
            await _real.DisposeAsync();
        }
    }

    [Test]
    public async Task An_image_is_kept_as_long_as_a_disk_lies_on_it()
    {
        var (image, other) = (await MakeImageAsync("image"), await MakeImageAsync("other"));
        var disk = await UpAsync("OverlayDisk", "disk", ("image", image.Outputs["imagePath"]));
        await UpAsync("OverlayDisk", "stays", ("image", other.Outputs["imagePath"]));
        await UpAsync(
            "NixGuest",
            "guest",
            ("running", false),
            ("memory", "32MiB"),
            ("disks", PropertyValue.List(PropertyMap.Of(("path", disk.Id))))
        );
        _real.Stack.Restart();

        var told = await FindAsync(image.Outputs["storePath"]);
        Assert.That(told.Stacks, Is.EqualTo(["lab/dev"]));
        Assert.That(told.Disks.ToArray(), Is.EqualTo(new[] { new ImageDisk(disk.Id, null) }));
        Assert.That(told.Guests, Is.EqualTo([$"{_real.Prefix}-guest"]));
        Assert.That(told.Size, Is.GreaterThan(100_000));
        Assert.That(told.Made, Is.GreaterThan(DateTimeOffset.UtcNow.AddHours(-1)));
        var all = Roots();
        Assert.That(await PruneAsync(), Does.StartWith("No root may go"));
        Assert.That(Roots(), Is.EquivalentTo(all));

        await _real.Stack.DestroyAsync("NixGuest", $"{_real.Prefix}-guest");
        await _real.Stack.DestroyAsync("OverlayDisk", $"{_real.Prefix}-disk");
        var left = Roots();
        Assert.That(await PruneAsync(), Does.Contain($"Dropped {image.Id}."));
        Assert.That(Roots(), Is.EquivalentTo(left.Where(r => r != image.Id)));

        // The state still has the image, and its next up makes the root again.
        _real.Stack.Restart();
        var again = await UpAsync("NixImage", "image", ("storePath", image.Outputs["storePath"]));
        Assert.That(again.Operation, Is.EqualTo("update"));
        Assert.That(Roots(), Is.EquivalentTo(left));
    }

    [Test]
    public async Task What_is_left_of_a_disk_that_was_deleted_by_hand_goes()
    {
        var image = await MakeImageAsync("image");
        var disk = await UpAsync("OverlayDisk", "disk", ("image", image.Outputs["imagePath"]));
        _real.Stack.Restart();
        File.Delete(disk.Id);
        await _real.Stack.RefreshAsync("OverlayDisk", $"{_real.Prefix}-disk");

        var told = await FindAsync(image.Outputs["storePath"]);
        var record = told.Disks.Single().Record!;
        Assert.That(await PruneAsync(), Does.StartWith("No root may go"));

        File.Delete(record);
        var left = Roots();
        var output = await PruneAsync(isNamed: false);
        Assert.That(output, Does.Contain(disk.Id).And.Contain("Kept what lab/dev"));
        Assert.That(left.Except(Roots()), Has.Exactly(1).Items.And.None.EqualTo(image.Id));
    }

    /// <summary>An image of its own, because disks of other tests lie on theirs.</summary>
    private async Task<Step> MakeImageAsync(string name)
    {
        var file = Path.Combine(_real.Stack.Directory, $"{_real.Prefix}-{name}.qcow2");
        await RealHost.RunAsync("qemu-img", "create", "-q", "-f", "qcow2", file, "1M");
        var storePath = (await RealHost.RunAsync("nix-store", "--add", file)).Trim();
        _storePaths.Add(storePath);
        return await UpAsync("NixImage", name, ("storePath", storePath));
    }

    private Task<Step> UpAsync(string type, string name, params (string, PropertyValue)[] inputs)
    {
        _made.Add((type, $"{_real.Prefix}-{name}"));
        return _real.Stack.UpAsync(type, $"{_real.Prefix}-{name}", PropertyMap.Of(inputs));
    }

    private async Task<HostImage> FindAsync(PropertyValue storePath)
    {
        var session = new ProviderSession(
            _real.Host,
            new(_real.Stack.Log, "/", TimeProvider.System)
        );
        var facts = await new ImageFactsReader(session).ReadAsync(default);
        return facts.Images.Single(i => storePath == i.StorePath);
    }

    /// <summary>Runs the command on the roots of this test alone: those of others have no owner in its records.</summary>
    private async Task<string> PruneAsync(bool isNamed = true)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var command = new ImagesCommand(
            _ => way == Way.Ssh ? _real.Connect() : new LocalHost(_real.Host.Options),
            TimeProvider.System
        );
        string[] words = ["--prune", "--older-than", "0d", "--yes"];
        var code = await command.RunAsync(
            isNamed ? [.. words, "--stack", "lab/dev"] : words,
            new(output, errors, null),
            default
        );
        Assert.That(code, Is.Zero, $"{errors}");
        return $"{output}";
    }

    /// <summary>The roots that lead to this test's images.</summary>
    private List<string> Roots() =>
        [
            .. Directory
                .GetFileSystemEntries(_real.Host.Options.GcRootDirectory)
                .Where(r => _storePaths.Contains(new FileInfo(r).LinkTarget ?? "")),
        ];
}
