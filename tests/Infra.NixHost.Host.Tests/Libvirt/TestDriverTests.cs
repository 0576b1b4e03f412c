using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

/// <summary>What libvirt's own test driver can show: it is libvirt.so with a host, and a domain 'test', in its memory.</summary>
[Category("Real")]
internal sealed class TestDriverTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private LibvirtHost _host;

    [SetUp]
    public void SetUp() => _host = new(LibvirtHost.TestDriver);

    [TearDown]
    public async Task TearDown() => await _host.DisposeAsync();

    [Test]
    public async Task What_does_not_exist_is_not_found()
    {
        Assert.That(await _host.Domains.FindAsync("none", None), Is.Null);
        Assert.That(await _host.Domains.FindAsync(Guid.NewGuid(), None), Is.Null);
        Assert.That(await _host.Networks.FindAsync("none", None), Is.Null);
        Assert.That(await _host.Networks.FindAsync(Guid.NewGuid(), None), Is.Null);
    }

    [Test]
    public async Task A_refusal_says_what_was_to_be_done()
    {
        var uuid = Guid.NewGuid();

        var failure = await Assert.ThrowsAsync<LibvirtException>(() =>
            _host.Domains.StartAsync(uuid, None)
        );

        Assert.That(failure!.Error, Is.EqualTo(42));
        Assert.That(failure.Message, Does.StartWith($"libvirt cannot start the domain {uuid}: "));
    }

    [Test]
    public async Task A_refusal_names_the_domain_and_the_device()
    {
        var domain = await _host.Domains.FindAsync("test", None);
        var live = new LibvirtLiveDomains(_host.Connection);

        var started = await Assert.ThrowsAsync<LibvirtException>(() =>
            _host.Domains.StartAsync(domain!.Uuid, None)
        );
        var plugged = await Assert.ThrowsAsync<LibvirtException>(() =>
            live.AttachAsync(domain!.Uuid, "<disk><serial>data</serial></disk>", None)
        );

        Assert.That(
            (started!.Purpose, plugged!.Purpose),
            Is.EqualTo(("start the domain 'test'", "plug the disk 'data' into the domain 'test'"))
        );
        Assert.That(started.Said, Does.Not.Contain("libvirt cannot"));
    }

    [Test]
    public async Task Calls_from_many_threads_keep_their_own_errors_and_results()
    {
        var domain = await _host.Domains.FindAsync("test", None);

        var found = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i => _host.Domains.FindAsync(i % 2 == 0 ? "test" : $"none-{i}", None))
        );

        Assert.That(found.Where((_, i) => i % 2 == 0), Is.All.EqualTo(domain).And.Not.Null);
        Assert.That(found.Where((_, i) => i % 2 == 1), Is.All.Null);
    }

    [TestCase("nothing:///x", "libvirt-uri")]
    [TestCase("qemu+unix:///system?socket=/none/libvirt-sock", "libvirt-unreachable")]
    public async Task A_libvirt_that_cannot_be_reached_is_told(string uri, string code)
    {
        using var connection = LibvirtHost.Connect(uri);
        var domains = new LibvirtDomains(connection, TimeProvider.System);

        var failure = await Expect.FailureAsync(code, () => domains.ListAsync(None));

        Assert.That(failure.Message, Does.Contain($"'{uri}'"));
    }
}
