using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
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

    [TestCase("<source pool=\"ssd\" volume=\"os.snap\"/>")]
    [TestCase("<source dev=\"/pools/ssd/os.snap\"/>")]
    [TestCase(
        "<source file=\"/gone\"/><backingStore><source pool=\"images\" volume=\"VOLUME\"/></backingStore>"
    )]
    public async Task It_is_found_below_a_file_however_the_guest_names_it(string sources)
    {
        await PutIntoPoolAsync();
        _stack.Host.FakeImages.Add("/pools/ssd/os.snap", 1 << 30, _disk);
        Attach(sources.Replace("VOLUME", Path.GetFileName(_disk), StringComparison.Ordinal));

        await IsRefusedAsync(() => _stack.PreviewAsync(Type, "os", Pooled.With("size", "2GiB")));
        await IsRefusedAsync(() => _stack.DestroyAsync(Type, "os"));
    }

    [Test]
    public async Task It_is_found_below_a_file_through_a_link()
    {
        var link = Path.Combine(_stack.Directory, "link.qcow2");
        File.CreateSymbolicLink(link, _disk);
        _stack.Host.FakeImages.Add(link, 1 << 30, Image);
        _stack.Host.FakeImages.Add(Top, 1 << 30, link);
        Attach($"<source file=\"{Top}\"/>");

        await IsRefusedAsync(() => _stack.DestroyAsync(Type, "os"));
    }

    [Test]
    public async Task A_block_job_of_a_volume_has_to_end_first()
    {
        await PutIntoPoolAsync();
        Attach(
            $"<source pool=\"images\" volume=\"{Path.GetFileName(_disk)}\"/><mirror job=\"copy\"/>"
        );

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.DestroyAsync(Type, "os")
        );

        Assert.That(failure?.Code, Is.EqualTo("disk-job"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_volume_of_a_pool_that_has_no_files_is_not_in_the_way(bool isThere)
    {
        _stack.Host.FakeVolumes.PoolWithoutDirectory = isThere ? "lvm" : null;
        _stack.Host.FakeVolumes.HasPools = isThere;
        Attach("<source pool=\"lvm\" volume=\"data\"/>");

        await _stack.DestroyAsync(Type, "os");

        Assert.That(_stack.Host.FakeImages.Exists(_disk), Is.False);
    }

    private static PropertyMap Pooled => Inputs.With("pool", "images");

    private async Task PutIntoPoolAsync()
    {
        _guest.Xml = $"<domain><name>web</name><uuid>{_guest.Uuid}</uuid></domain>";
        await _stack.DestroyAsync(Type, "os");
        _disk = (await _stack.UpAsync(Type, "os", Pooled)).Id;
    }

    /// <summary>Gives the guest, which is off, one disk.</summary>
    private void Attach(string sources) =>
        _guest.Xml =
            $"<domain><name>web</name><uuid>{_guest.Uuid}</uuid><devices><disk><driver type=\"qcow2\"/>{sources}<target dev=\"vda\"/></disk></devices></domain>";

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
