using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.OverlayDisk;

/// <summary>A disk below a snapshot made by hand is neither grown, flattened nor deleted.</summary>
internal sealed class OverlaySnapshotTests
{
    private const string Type = "OverlayDisk";
    private const string Image = "/nix/store/11111111111111111111111111111111-image/nixos.qcow2";
    private const string Top = "/images/os.snap";
    private TestStack _stack = null!;
    private FakeDomain _guest = null!;
    private string _disk = "";

    private static PropertyMap Inputs => PropertyMap.Of(("image", Image), ("size", "1GiB"));

    [SetUp]
    public async Task MakeSnapshot()
    {
        _stack = new();
        _stack.Host.FakeStore.Valid["/nix/store/11111111111111111111111111111111-image"] = 0;
        _stack.Host.FakeImages.Add(Image, 1024);
        _disk = (await _stack.UpAsync(Type, "os", Inputs)).Id;
        _guest = _stack.Host.FakeDomains.Add(
            "web",
            $"<devices><disk type=\"file\"><driver type=\"qcow2\"/><source file=\"{_disk}\"/><target dev=\"vda\"/><serial>os</serial></disk></devices>"
        );
        _stack.Host.FakeImages.Add(Top, 1 << 30, _disk);
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, false)]
    public async Task It_stays_as_it_is_and_the_way_out_is_told(bool isOn, bool isInXml)
    {
        _guest.Snapshot("os", Top);
        if (!isInXml)
        {
            _guest.Xml = FakeDomain.Changed(
                _guest.Xml,
                "os",
                d => d.Element("backingStore")?.Remove()
            );
        }

        (_guest.State, _guest.LiveXml) = isOn
            ? (DomainState.Running, _guest.Xml)
            : (DomainState.ShutOff, "");
        var other = Inputs.With("image", "/images/other.qcow2").With("onImageChange", "flatten");
        _stack.Host.FakeImages.Add("/images/other.qcow2", 1024);

        await IsRefusedAsync(() => _stack.PreviewAsync(Type, "os", Inputs.With("size", "2GiB")));
        await IsRefusedAsync(() => _stack.UpAsync(Type, "os", Inputs.With("size", "2GiB")));
        await IsRefusedAsync(() => _stack.PreviewAsync(Type, "os", other));
        await IsRefusedAsync(() => _stack.DestroyAsync(Type, "os"));
        _guest.Xml = FakeDomain.Changed(
            _guest.Xml,
            "os",
            d => d.Element("source")!.SetAttributeValue("file", "/images/else.qcow2")
        );
        _guest.Xml = FakeDomain.Changed(_guest.Xml, "os", d => d.Element("backingStore")?.Remove());
        (_guest.State, _guest.LiveXml) = (DomainState.ShutOff, "");

        await _stack.DestroyAsync(Type, "os");
    }

    private async Task IsRefusedAsync(Func<Task> run)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() => run());
        Assert.That(failure?.Code, Is.EqualTo("disk-overlaid"));
        Assert.That(
            failure?.Message,
            Does.Contain($"virsh blockcommit web vda --base {_disk} --active --pivot")
        );
    }
}
