using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Success is told only over a guest that runs, or rests, as it was asked to. On real libvirt.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class PowerTests
{
    private const string Type = "NixGuest";

    private RealHost _real = null!;
    private string _name = "";
    private string? _mounted;

    [SetUp]
    public void Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-power";
    }

    [TearDown]
    public async Task TearDown()
    {
        foreach (var domain in await _real.Host.Domains.ListAsync(default))
        {
            if (domain.Name == _name)
            {
                await _real.Host.Domains.StopAsync(domain.Uuid, TimeSpan.Zero, default);
            }
        }

        if (_mounted is { } directory)
        {
            await RealHost.RunAsync("umount", directory);
            _mounted = null;
        }

        await _real.DisposeAsync();
    }

    [Test]
    public async Task A_guest_that_a_full_disk_pauses_is_no_success_and_goes_on_once_there_is_space()
    {
        var disk = await _real.MakeSystemDiskAsync("root");
        var (small, rest) = await MountAsync();
        var copy = Path.Combine(small, "root.qcow2");
        File.Copy(disk, copy);
        await RealHost.RunAsync("sh", "-c", $"cat /dev/zero > {rest} 2>/dev/null || true");
        var inputs = PropertyMap.Of(
            ("memory", "96MiB"),
            ("disks", PropertyValue.List(PropertyMap.Of(("path", copy), ("serial", "root")))),
            ("waitFor", "configured"),
            ("waitTimeout", "60s"),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );

        var create = await Assert.ThrowsAsync<InitFailedException>(() =>
            _real.Stack.UpAsync(Type, _name, inputs)
        );
        await _real.Stack.RefreshAsync(Type, _name);
        var again = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.UpAsync(Type, _name, inputs)
        );
        File.Delete(rest);
        var up = await _real.Stack.UpAsync(Type, _name, inputs.With("waitFor", "started"));

        Assert.That(
            create!.Reasons.Single(),
            Does.Contain($"no space left for the disk 'root' (\"{copy}\")")
        );
        Assert.That(again!.Code, Is.EqualTo("guest-paused"));
        Assert.That(up.Outputs["state"], Is.EqualTo((PropertyValue)"running"));
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_guest_that_should_be_off_does_not_start_with_the_host()
    {
        var inputs = (await _real.MachineAsync()).With("autostart", true);
        await _real.Stack.UpAsync(Type, _name, inputs);
        var whileOn = (await _real.DomainAsync(_name)).Info.Autostart;

        await _real.Stack.UpAsync(Type, _name, inputs.With("running", false));

        Assert.That(whileOn, Is.True);
        Assert.That((await _real.DomainAsync(_name)).Info.Autostart, Is.False);
    }

    [Test]
    public async Task A_wait_that_was_not_fulfilled_is_waited_for_again_after_a_refresh()
    {
        var inputs = (await _real.MachineAsync())
            .With("waitFor", "configured")
            .With("waitTimeout", "1s");
        await Assert.ThrowsAsync<InitFailedException>(() =>
            _real.Stack.UpAsync(Type, _name, inputs)
        );

        await _real.Stack.RefreshAsync(Type, _name);
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.UpAsync(Type, _name, inputs)
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-timeout"));
    }

    /// <summary>Mounts a file system with room for the disk and little more; gives it and the name of a file to fill it with.</summary>
    private async Task<(string Directory, string Filler)> MountAsync()
    {
        var small = System.IO.Directory.CreateDirectory(
            Path.Combine(_real.Stack.Directory, "small")
        );
        await RealHost.RunAsync(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=2m,mode=711",
            "small",
            small.FullName
        );
        _mounted = small.FullName;
        return (small.FullName, Path.Combine(small.FullName, "rest"));
    }
}
