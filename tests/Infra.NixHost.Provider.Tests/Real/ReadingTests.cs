using System.Security.Cryptography;
using System.Text;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Refresh, import and preview leave the real host as it is.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ReadingTests
{
    private RealHost _real = null!;

    [SetUp]
    public void Start() => _real = new();

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task Reading_and_previews_leave_the_host_as_it_is()
    {
        var disk = await _real.MakeSystemDiskAsync("os");
        var image = _real.Stack.StateOf("NixImage", $"{_real.Prefix}-image");
        var machine = (await _real.MachineAsync()).With("guestName", _real.Prefix);
        await _real.Stack.UpAsync("NixGuest", _real.Prefix, machine);
        var storePath = ((PropertyValue.String)image.Outputs["storePath"]).Value;
        var config = PropertyMap.Of(("files", PropertyMap.Of(("name", _real.Prefix))));
        await _real.Stack.UpAsync("ConfigDisk", $"{_real.Prefix}-config", config);
        _real.Stack.Restart();
        var before = await PictureAsync(storePath);
        var other = new HostStack(_real.Host, _real.Stack.Directory);
        var path = ((PropertyValue.String)image.Outputs["imagePath"]).Value;

        await other.ImportAsync("NixImage", $"{_real.Prefix}-i", path);
        await other.ImportAsync("OverlayDisk", $"{_real.Prefix}-d", disk);
        await other.ImportAsync("NixGuest", $"{_real.Prefix}-g", _real.Prefix);
        await other.PreviewAsync(
            "OverlayDisk",
            $"{_real.Prefix}-new",
            PropertyMap.Of(("image", path))
        );
        await _real.Stack.RefreshAsync("NixImage", $"{_real.Prefix}-image");
        await _real.Stack.RefreshAsync("OverlayDisk", $"{_real.Prefix}-os");
        await _real.Stack.RefreshAsync("NixGuest", _real.Prefix);
        await _real.Stack.RefreshAsync("ConfigDisk", $"{_real.Prefix}-config");
        await _real.Stack.PreviewAsync("NixGuest", _real.Prefix, machine.With("memory", "48MiB"));
        await _real.Stack.PreviewAsync(
            "ConfigDisk",
            $"{_real.Prefix}-config",
            config.With("serial", "other")
        );
        other.Restart();
        _real.Stack.Restart();

        Assert.That(await PictureAsync(storePath), Is.EqualTo(before));
        await _real.Stack.DestroyAsync("ConfigDisk", $"{_real.Prefix}-config");
    }

    /// <summary>The domain, the networks and pools, the roots and every file of ours with its content.</summary>
    private async Task<string> PictureAsync(string storePath)
    {
        var text = new StringBuilder();
        text.AppendLine(await RealHost.VirshAsync("dumpxml", _real.Prefix));
        text.AppendLine(await RealHost.VirshAsync("dumpxml", "--inactive", _real.Prefix));
        text.AppendLine(await RealHost.VirshAsync("net-list", "--all", "--name"));
        text.AppendLine(await RealHost.VirshAsync("pool-list", "--all", "--name"));
        var roots = new DirectoryInfo(_real.Host.Options.GcRootDirectory);
        foreach (var root in roots.EnumerateFileSystemInfos().OrderBy(r => r.Name))
        {
            if (
                root.Name.Contains(_real.Prefix, StringComparison.Ordinal)
                || root.LinkTarget == storePath
            )
            {
                text.AppendLine($"{root.Name} -> {root.LinkTarget}");
            }
        }

        foreach (
            var file in Directory
                .EnumerateFiles(
                    _real.Stack.Directory,
                    "*",
                    new EnumerationOptions { RecurseSubdirectories = true }
                )
                .Order(StringComparer.Ordinal)
        )
        {
            text.AppendLine(
                $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"
            );
        }

        return text.ToString();
    }
}
