using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

/// <summary>Domains and networks of libvirtd, whose drivers know flags that the test driver does not.</summary>
[Category("Real")]
internal sealed class LibvirtLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private LibvirtHost _host;

    [SetUp]
    public void SetUp() => _host = new(LibvirtHost.Real);

    [TearDown]
    public async Task TearDown() => await _host.DisposeAsync();

    [Test]
    public async Task A_domain_is_defined_started_stopped_and_undefined()
    {
        var defined = await _host.Domains.DefineAsync(DomainXml(), None);
        Assert.That(defined.Name, Is.EqualTo(_host.Name));
        Assert.That(defined.State, Is.EqualTo(DomainState.ShutOff));

        await _host.Domains.StartAsync(defined.Uuid, None);
        Assert.That(
            (await _host.Domains.FindAsync(defined.Uuid, None))!.State,
            Is.EqualTo(DomainState.Running)
        );

        await _host.Domains.StopAsync(defined.Uuid, TimeSpan.FromSeconds(5), None);
        await _host.Domains.UndefineAsync(defined.Uuid, None);
        Assert.That(await _host.Domains.FindAsync(_host.Name, None), Is.Null);
    }

    [Test]
    public async Task What_runs_is_told_with_its_memory_and_processors()
    {
        var domain = await _host.Domains.DefineAsync(DomainXml(), None);
        Assert.That(await UseAsync(domain.Uuid), Is.Empty);

        await _host.Domains.StartAsync(domain.Uuid, None);

        Assert.That(
            await UseAsync(domain.Uuid),
            Is.EqualTo([new DomainUse(domain.Uuid, _host.Name, 32 << 20, 1)])
        );
    }

    private async Task<IEnumerable<DomainUse>> UseAsync(Guid uuid) =>
        (await _host.Domains.ReadUseAsync(None)).Where(use => use.Uuid == uuid);

    [Test]
    public async Task Stopping_what_is_off_does_nothing()
    {
        var domain = await _host.Domains.DefineAsync(DomainXml(), None);

        Assert.That(await _host.Domains.StopAsync(domain.Uuid, TimeSpan.Zero, None), Is.True);
    }

    [Test]
    public async Task XML_that_breaks_the_schema_is_refused()
    {
        var xml = DomainXml().Replace("<os>", "<nonsense/><os>");

        var failure = await Assert.ThrowsAsync<LibvirtException>(() =>
            _host.Domains.DefineAsync(xml, None)
        );

        Assert.That(
            failure!.Message,
            Does.Contain($"libvirt cannot define the domain '{_host.Name}'")
        );
        Assert.That(await _host.Domains.FindAsync(_host.Name, None), Is.Null);
    }

    [Test]
    public async Task A_network_lives_through_start_stop_and_autostart()
    {
        var network = await _host.Networks.DefineAsync(
            $"<network><name>{_host.Name}</name><forward mode='bridge'/><bridge name='br0'/></network>",
            None
        );
        try
        {
            Assert.That(network.IsActive, Is.False);

            await _host.Networks.StartAsync(network.Uuid, None);
            await _host.Networks.StartAsync(network.Uuid, None);
            await _host.Networks.SetAutostartAsync(network.Uuid, autostart: true, None);
            var found = await _host.Networks.FindAsync(_host.Name, None);
            Assert.That(found!.IsActive, Is.True);
            Assert.That(found.Autostart, Is.True);
            Assert.That(
                await _host.Networks.GetXmlAsync(network.Uuid, None),
                Does.Contain("<forward mode='bridge'/>")
            );
        }
        finally
        {
            await _host.Networks.StopAsync(network.Uuid, None);
            await _host.Networks.StopAsync(network.Uuid, None);
            await _host.Networks.UndefineAsync(network.Uuid, None);
        }

        Assert.That(await _host.Networks.FindAsync(_host.Name, None), Is.Null);
    }

    private string DomainXml() =>
        $"<domain type='qemu'><name>{_host.Name}</name><memory unit='MiB'>32</memory>"
        + "<os><type arch='x86_64'>hvm</type></os></domain>";
}
