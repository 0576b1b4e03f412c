using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Disks and names change hands between guests. On real libvirt; the machines boot nothing.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class DiskMoveTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _one = null!;
    private PropertyMap _two = null!;
    private PropertyMap _twoWithData = null!;

    private string One => $"{_real.Prefix}-one";
    private string Two => $"{_real.Prefix}-two";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        var machine = await _real.MachineAsync();
        var data = await _real.MakeDiskAsync("data");
        var (a, b) = (await _real.MakeDiskAsync("a"), await _real.MakeDiskAsync("b"));
        _one = machine.With("disks", Disks(a));
        _two = machine.With("disks", Disks(b)).With("waitTimeout", "5s");
        _twoWithData = _two.With("disks", Disks(b, data));
        await _real.Stack.UpAsync(Type, One, machine.With("disks", Disks(a, data)));
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_disk_that_moves_to_another_guest_is_waited_for_in_the_same_run()
    {
        var two = _real.Stack.UpAsync(Type, Two, _twoWithData.With("waitTimeout", "2m"));
        var one = _real.Stack.UpAsync(Type, One, _one.With("running", false));
        await one;
        await two;

        Assert.That((await _real.DomainAsync(Two)).Info.State, Is.EqualTo(DomainState.Running));
        Assert.That((await _real.DomainAsync(Two)).LiveXml, Does.Contain("data.qcow2"));
    }

    [Test]
    public async Task A_disk_that_is_not_released_names_who_has_it()
    {
        ForgetClaims();
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.UpAsync(Type, Two, _twoWithData)
        );

        Assert.That(failure!.Code, Is.EqualTo("disk-in-use"));
        Assert.That(failure.Message, Does.Contain("data.qcow2").And.Contain($"'{One}'"));
        Assert.That(await _real.Host.Domains.FindAsync(Two, default), Is.Null);
    }

    [Test]
    public async Task A_locked_disk_is_named_when_it_comes_into_a_running_guest_too()
    {
        await _real.Stack.UpAsync(Type, Two, _two);
        ForgetClaims();
        var before = await _real.DomainAsync(Two);

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.UpAsync(Type, Two, _twoWithData)
        );

        var after = await _real.DomainAsync(Two);
        Assert.That(failure!.Code, Is.EqualTo("disk-in-use"));
        Assert.That((after.Info.State, after.Xml), Is.EqualTo((DomainState.Running, before.Xml)));
    }

    [Test]
    public async Task Guests_that_swap_names_are_both_there_afterwards()
    {
        await _real.Stack.UpAsync(Type, Two, _two);

        var failures = await _real.Stack.FailuresOfAsync(Type, One, _one.With("guestName", Two));

        Assert.That(failures.Single().Reason, Does.EndWith("[name-taken]"));
        Assert.That((await _real.DomainAsync(One)).Info.State, Is.EqualTo(DomainState.Running));
        Assert.That((await _real.DomainAsync(Two)).Info.State, Is.EqualTo(DomainState.Running));
    }

    /// <summary>A program that leaves a guest out claims nothing for it, so the preview passes and the lock is met in the update.</summary>
    private void ForgetClaims() => _real.Stack.Restart();

    private static PropertyValue Disks(params string[] paths) =>
        PropertyValue.List(
            paths.Select(p =>
                (PropertyValue)
                    PropertyMap.Of(("path", p), ("serial", Path.GetFileNameWithoutExtension(p)))
            )
        );
}
