using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Part of the host disappears under a guest: the run fails with a named error, and the next one repairs it. On real libvirt.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class BrokenHostTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";
    private string _disk = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-broken";
        _disk = await _real.MakeDiskAsync("root");
        _inputs = PropertyMap.Of(
            ("memory", "32MiB"),
            ("disks", PropertyValue.List(PropertyMap.Of(("path", _disk), ("serial", "root")))),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_guest_destroyed_by_hand_comes_back()
    {
        await _real.Stack.UpAsync(Type, _name, _inputs);
        await RealHost.VirshAsync("destroy", _name);

        await _real.Stack.RefreshAsync(Type, _name);
        await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_guest_undefined_by_hand_comes_back()
    {
        await _real.Stack.UpAsync(Type, _name, _inputs);
        await RealHost.VirshAsync("destroy", _name);
        await RealHost.VirshAsync("undefine", _name);

        Assert.That(await _real.Stack.RefreshAsync(Type, _name), Is.Null);
        await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_volume_deleted_by_hand_is_named_and_the_guest_starts_when_it_is_back()
    {
        await _real.Stack.UpAsync(Type, _name, _inputs.With("running", false));
        File.Delete(_disk);

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.UpAsync(Type, _name, _inputs)
        );
        await _real.MakeDiskAsync("root");
        await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That(failure!.Message, Does.Contain(_disk));
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_removed_bridge_is_named_in_preview_and_the_guest_starts_when_it_is_back()
    {
        // An interface's name has at most 15 characters.
        await using var bridges = new RealBridges();
        var bridge = await bridges.MakeAsync();
        var inputs = _inputs.With(
            "networks",
            PropertyValue.List(PropertyMap.Of(("bridge", bridge)))
        );
        await _real.Stack.UpAsync(Type, _name, inputs.With("running", false));
        await bridges.RemoveAsync(bridge);

        var failures = await _real.Stack.FailuresOfAsync(Type, _name, inputs);
        await bridges.MakeAsync(bridge);
        await _real.Stack.UpAsync(Type, _name, inputs);

        Assert.That(failures.Single().Path, Is.EqualTo("networks[0].bridge"));
        Assert.That(failures.Single().Reason, Does.Contain(bridge));
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
        await _real.Stack.DestroyAsync(Type, _name);
    }
}
