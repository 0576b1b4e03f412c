using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// Disks change places in their list while the machine runs. A disk with a serial stays the same disk; a disk without one is identified by its
/// place. On real libvirt; the machine boots nothing.
/// </summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class DiskOrderTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private string _name = "";

    [SetUp]
    public void Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-order";
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [TestCase("root a=a b=b", "root b=b a=a", null)]
    [TestCase("root a=a b=b", "root c=c a=a b=b", ChangeImpact.Live)]
    [TestCase("root a b", "root b a", ChangeImpact.Restart)]
    [TestCase("root a b", "root c a b", ChangeImpact.Restart)]
    [TestCase("root a b", "root b", ChangeImpact.Restart)]
    [TestCase("root a", "root a b", ChangeImpact.Live)]
    [TestCase("root a=a", "a=a root", ChangeImpact.Restart)]
    public async Task What_is_announced_of_disks_that_move_is_what_happens(
        string from,
        string to,
        object? announced
    )
    {
        await _real.Stack.UpAsync(Type, _name, await InputsAsync(from));
        var before = await RealHost.RunIdAsync(_name);
        var wanted = await InputsAsync(to);

        var preview = await _real.Stack.PreviewAsync(Type, _name, wanted);
        var step = await _real.Stack.UpAsync(Type, _name, wanted);

        var worst = step.Diff!.Changes.Select(c => (ChangeImpact?)c.Impact).Max();
        Assert.That(worst, Is.EqualTo(announced));
        Assert.That(
            preview.Diff!.Changes.Select(c => (ChangeImpact?)c.Impact).Max(),
            Is.EqualTo(worst)
        );
        Assert.That(
            await RealHost.RunIdAsync(_name) != before,
            Is.EqualTo(worst == ChangeImpact.Restart)
        );
        Assert.That(await DisksAsync(), Is.EquivalentTo(Wanted(to)));
    }

    /// <summary>Disks as <c>FILE=SERIAL</c>; the default serial follows from the place.</summary>
    private async Task<PropertyMap> InputsAsync(string disks)
    {
        var values = new List<PropertyValue>();
        foreach (var disk in disks.Split(' '))
        {
            var (file, serial) = (disk.Split('=')[0], disk.Split('=').ElementAtOrDefault(1));
            var path = Path.Combine(_real.Host.Options.ImageDirectory, $"{file}.qcow2");
            if (!File.Exists(path))
            {
                await _real.MakeDiskAsync(file);
            }

            var value = PropertyMap.Of(("path", path));
            serial = file == "root" ? "root" : serial;
            values.Add(serial is null ? value : value.With("serial", serial));
        }

        return PropertyMap.Of(
            ("memory", "32MiB"),
            ("disks", PropertyValue.List(values)),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );
    }

    private static IEnumerable<string> Wanted(string disks) =>
        disks
            .Split(' ')
            .Select(
                (d, i) => (File: d.Split('=')[0], Serial: d.Split('=').ElementAtOrDefault(1), i)
            )
            .Select(d => $"{(d.File == "root" ? "root" : d.Serial ?? $"disk{d.i}")} {d.File}");

    /// <summary>The serials and files of the running machine.</summary>
    private async Task<IEnumerable<string>> DisksAsync() =>
        XElement
            .Parse((await _real.DomainAsync(_name)).LiveXml!)
            .Descendants("disk")
            .Select(d =>
                $"{d.Element("serial")!.Value} {Path.GetFileNameWithoutExtension(d.Element("source")!.Attribute("file")!.Value)}"
            );
}
