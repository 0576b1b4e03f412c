using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;
using NUnit.Framework.Constraints;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// Fails every call to the host in turn, on real libvirt. A failed run leaves definition and power state unchanged, and the next run succeeds.
/// A new guest that runs already is in the state instead, and the next run goes on with it. The machine boots nothing.
/// </summary>
[Category("Real")]
[CancelAfter(600_000)]
internal sealed class FaultInjectionTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-fault";
        _inputs = await _real.MachineAsync();
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public Task A_create_leaves_nothing_behind_and_the_next_succeeds() =>
        ForEveryCallAsync(
            () => Task.CompletedTask,
            () => _real.Stack.UpAsync(Type, _name, _inputs),
            async () => await RemoveAsync(_name),
            creates: true
        );

    [Test]
    public async Task A_live_update_leaves_the_guest_as_it_was_and_the_next_succeeds()
    {
        var more = _inputs.With("agent", true).With("restartPolicy", "preserve");
        await ForEveryCallAsync(
            () => _real.Stack.UpAsync(Type, _name, _inputs),
            () => _real.Stack.UpAsync(Type, _name, more),
            async () => await RemoveAsync(_name)
        );
    }

    [Test]
    public Task An_update_that_restarts_leaves_the_guest_as_it_was_and_the_next_succeeds() =>
        ForEveryCallAsync(
            () => _real.Stack.UpAsync(Type, _name, _inputs),
            () => _real.Stack.UpAsync(Type, _name, _inputs.With("memory", "48MiB")),
            async () => await RemoveAsync(_name)
        );

    [Test]
    public Task A_delete_that_fails_succeeds_the_next_time() =>
        ForEveryCallAsync(
            () => _real.Stack.UpAsync(Type, _name, _inputs),
            () => _real.Stack.DestroyAsync(Type, _name),
            () => Task.CompletedTask,
            mayStop: true
        );

    [Test]
    public Task A_replace_that_fails_succeeds_the_next_time() =>
        ForEveryCallAsync(
            () => _real.Stack.UpAsync(Type, _name, _inputs),
            () => _real.Stack.UpAsync(Type, _name, _inputs.With("guestName", $"{_name}-2")),
            async () => await RemoveAsync($"{_name}-2"),
            mayStop: true,
            creates: true
        );

    private async Task ForEveryCallAsync(
        Func<Task> prepare,
        Func<Task> run,
        Func<Task> clean,
        bool mayStop = false,
        bool creates = false
    )
    {
        for (var k = 1; ; k++)
        {
            await prepare();
            var before = await PictureAsync();
            var calls = new FailingCalls { FailAt = k };
            _real.Stack.Restart(calls.Wrap(_real.Host));
            try
            {
                await run();
            }
            catch (Exception e) when (e is HostException or LibvirtException)
            {
                Assert.That(e.Message, Does.Contain("injected failure"));
                Assert.That(
                    await PictureAsync(),
                    IsLeft(before, mayStop),
                    $"after call {k}, {calls.Failed}"
                );
                _real.Stack.Restart();
                await run();
            }
            catch (InitFailedException e) when (creates)
            {
                Assert.That(e.Message, Does.Contain("injected failure"));
                var uuid = Guid.Parse(_real.Stack.StateOf(Type, _name).Id);
                var made = await _real.Host.Domains.ReadAsync(uuid, default);
                Assert.That(made?.LiveXml, Is.Not.Null, $"after call {k}, {calls.Failed}");
                _real.Stack.Restart();
                await run();
            }

            _real.Stack.Restart();
            await clean();
            if (!calls.HasFailed)
            {
                Assert.That(k, Is.GreaterThan(2));
                return;
            }
        }
    }

    // A delete that has stopped the guest does not start it again.
    private static IResolveConstraint IsLeft(Picture before, bool mayStop) =>
        mayStop
            ? Is.EqualTo(before)
                .Or.EqualTo(before with { IsOn = false })
                .Or.EqualTo(new Picture("", false))
            : Is.EqualTo(before);

    private async Task RemoveAsync(string name)
    {
        Assert.That((await _real.DomainAsync(name)).LiveXml, Is.Not.Null);
        await _real.Stack.DestroyAsync(Type, _name);
        Assert.That(await _real.Host.Domains.FindAsync(name, default), Is.Null);
    }

    private async Task<Picture> PictureAsync() =>
        await _real.Host.Domains.ReadAsync(_name, default) is { } domain
            ? new(domain.Xml, domain.LiveXml is not null)
            : new("", false);

    private sealed record Picture(string Xml, bool IsOn);
}
