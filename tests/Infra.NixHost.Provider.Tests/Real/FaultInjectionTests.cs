using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// Fails every call to the host in turn, on real libvirt: after each failed run definition and power state are what they were, and the next run
/// succeeds. The machine boots nothing.
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
            async () => await RemoveAsync(_name)
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
            mayStop: true
        );

    private async Task ForEveryCallAsync(
        Func<Task> prepare,
        Func<Task> run,
        Func<Task> clean,
        bool mayStop = false
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
                var after = await PictureAsync();
                // Once a delete has stopped a guest, it only goes on from there.
                Assert.That(
                    after,
                    mayStop
                        ? Is.EqualTo(before)
                            .Or.EqualTo(before with { IsOn = false })
                            .Or.EqualTo(new Picture("", false))
                        : Is.EqualTo(before),
                    $"after call {k}, {calls.Failed}"
                );
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
