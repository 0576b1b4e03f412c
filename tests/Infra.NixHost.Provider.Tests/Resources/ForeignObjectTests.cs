using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.NixHost.Testing.Stacks;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>What somebody else has on the host is neither changed nor removed.</summary>
internal sealed class ForeignObjectTests
{
    private static readonly PropertyMap Lan = PropertyMap.Of(("bridge", "br0"));
    private static readonly PropertyMap Guest = PropertyMap.Of(
        ("memory", "128MiB"),
        ("waitFor", "none")
    );

    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack() => _stack = new();

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task A_domain_with_the_uuid_of_a_new_guest_is_refused_in_preview_and_runs_on()
    {
        var theirs = AddDomain(HostStack.IdentityOf("NixGuest", "web").Uuid("web"), "theirs");

        var failure = (await _stack.FailuresOfAsync("NixGuest", "web", Guest)).Single();

        Assert.That(failure.Path, Is.EqualTo("guestName"));
        Assert.That(failure.Reason, Does.Contain("'theirs'").And.Contains("[guest-foreign]"));
        Assert.That(theirs.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_failed_create_leaves_a_domain_that_came_in_between_alone()
    {
        FakeDomain? theirs = null;
        _stack.Host.FakeDomains.BeforeDefine = uuid => theirs ??= AddDomain(uuid, "theirs");

        await Assert.ThrowsAsync<LibvirtException>(() => _stack.UpAsync("NixGuest", "web", Guest));

        Assert.That(_stack.Host.FakeDomains.All.Values, Is.EqualTo([theirs]));
        Assert.That(theirs?.State, Is.EqualTo(DomainState.Running));
    }

    [TestCase("")]
    [TestCase("the token of a clone")]
    public async Task A_domain_of_the_same_uuid_and_name_that_came_in_between_is_not_replaced(
        string token
    )
    {
        FakeDomain? theirs = null;
        var reads = 0;
        _stack.Host.Calls.Meanwhile = call =>
        {
            // The first look is by name and by UUID, and finds nothing.
            if (call == "domain read" && ++reads == 3)
            {
                theirs = AddDomain(HostStack.IdentityOf("NixGuest", "web").Uuid("web"), "web");
                theirs.Xml = token.Length == 0 ? theirs.Xml : Owned(theirs.Xml, token);
            }
        };

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.UpAsync("NixGuest", "web", Guest)
        );

        Assert.That(
            failure?.Code,
            Is.EqualTo(token.Length == 0 ? "guest-foreign" : "owned-elsewhere")
        );
        Assert.That(_stack.Host.FakeDomains.All.Values, Is.EqualTo([theirs]));
        Assert.That(theirs?.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task Two_runs_that_make_one_network_at_a_time_do_not_replace_each_others()
    {
        var clone = new HostStack(_stack.Host, Path.GetTempPath());
        Task? second = null;
        _stack.Host.FakeNetworks.BeforeDefine = _ =>
            second ??= clone.UpAsync("BridgeNetwork", "lan", Lan);

        var first = await _stack.UpAsync("BridgeNetwork", "lan", Lan);

        var failure = await Assert.ThrowsAsync<HostException>(() => second!);
        Assert.That(failure?.Code, Is.EqualTo("made-elsewhere"));
        Assert.That($"{_stack.Host.FakeNetworks.All.Keys.Single():D}", Is.EqualTo(first.Id));
    }

    [Test]
    public async Task Two_runs_that_make_one_root_at_a_time_get_two()
    {
        var clone = new HostStack(_stack.Host, Path.GetTempPath());
        var files = PropertyMap.Of(("files", PropertyMap.Of(("a", "1"))));
        Task<Step>? second = null;
        _stack.Host.Calls.Meanwhile = call =>
        {
            if (call.StartsWith("add ", StringComparison.Ordinal))
            {
                _stack.Host.Calls.Meanwhile = null;
                second = clone.UpAsync("ConfigDisk", "a", files);
            }
        };

        var first = await _stack.UpAsync("ConfigDisk", "a", files);

        Assert.That((await second!).Id, Is.Not.EqualTo(first.Id));
        await clone.DestroyAsync("ConfigDisk", "a");
        await _stack.DestroyAsync("ConfigDisk", "a");
    }

    [TestCase(false, "-config")]
    [TestCase(true, "-config-1")]
    public async Task A_root_that_another_run_is_about_to_record_is_left_to_it(
        bool isHeld,
        string end
    )
    {
        var files = PropertyMap.Of(("files", PropertyMap.Of(("a", "1"))));
        var foreseen = await _stack.PreviewAsync("ConfigDisk", "a", files);
        using var held = isHeld
            ? new OwnerRecords(
                new LocalFiles(),
                Path.Combine(_stack.Host.Options.StateDirectory, "owners")
            ).TryHold(foreseen.Id)
            : null;

        var made = await _stack.UpAsync("ConfigDisk", "a", files);

        Assert.That(made.Id, Does.EndWith(end));
        Assert.That(held is not null, Is.EqualTo(isHeld));
    }

    [Test]
    public async Task A_guest_that_another_run_makes_is_refused_and_that_runs_roots_stay()
    {
        var uuid = HostStack.IdentityOf("NixGuest", "web").Uuid("web");
        await _stack.UpAsync("NixGuest", "web", Guest);
        var journal = Path.Combine(_stack.Host.Options.StateDirectory, "guests", $"{uuid:D}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(journal)!);
        await File.WriteAllTextAsync(journal, "of the first");
        var clone = new HostStack(_stack.Host, Path.GetTempPath());
        var first = _stack.Host.FakeDomains.Only;
        _stack.Host.FakeDomains.All.Clear();
        var reads = 0;
        _stack.Host.Calls.Meanwhile = call =>
        {
            if (call == "domain read" && ++reads == 3)
            {
                _stack.Host.FakeDomains.All[uuid] = first;
            }
        };

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            clone.UpAsync("NixGuest", "web", Guest)
        );

        Assert.That(failure?.Code, Is.EqualTo("owned-elsewhere"));
        Assert.That(File.Exists(journal));
        Assert.That(_stack.Host.FakeDomains.Only.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_network_is_not_deleted_under_a_running_guest_of_a_clone()
    {
        await _stack.UpAsync("BridgeNetwork", "lan", Lan);
        var theirs = _stack.Host.FakeDomains.Add("web");
        theirs.Xml = theirs.LiveXml = Owned(theirs.Xml, new string('0', 48))
            .Replace(
                "</domain>",
                "<devices><interface type='network'><source network='lan'/></interface></devices></domain>",
                StringComparison.Ordinal
            );
        theirs.State = DomainState.Running;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.DestroyAsync("BridgeNetwork", "lan")
        );

        Assert.That(failure?.Code, Is.EqualTo("network-in-use"));
    }

    [Test]
    public async Task A_network_with_the_uuid_of_a_new_one_is_refused_in_preview_and_stays()
    {
        var uuid = HostStack.IdentityOf("BridgeNetwork", "lan").Uuid("lan");
        AddNetwork(uuid, "theirs");

        var failure = (await _stack.FailuresOfAsync("BridgeNetwork", "lan", Lan)).Single();

        Assert.That(failure.Path, Is.EqualTo("networkName"));
        Assert.That(failure.Reason, Does.Contain("'theirs'").And.Contains("[network-foreign]"));
    }

    [Test]
    public async Task A_failed_create_leaves_a_network_that_came_in_between_alone()
    {
        _stack.Host.FakeNetworks.BeforeDefine = uuid => AddNetwork(uuid, "theirs");

        await Assert.ThrowsAsync<LibvirtException>(() =>
            _stack.UpAsync("BridgeNetwork", "lan", Lan)
        );

        Assert.That(_stack.Host.FakeNetworks.All.Values.Single().Info.Name, Is.EqualTo("theirs"));
        Assert.That(_stack.Host.FakeNetworks.All.Values.Single().Info.IsActive);
    }

    [Test]
    public async Task A_network_is_not_deleted_under_running_guests_of_others()
    {
        await _stack.UpAsync("BridgeNetwork", "lan", Lan);
        var theirs = _stack.Host.FakeDomains.Add("theirs");
        theirs.Xml = theirs.LiveXml = theirs.Xml.Replace(
            "</domain>",
            "<devices><interface type='network'><source network='lan'/></interface></devices></domain>",
            StringComparison.Ordinal
        );
        theirs.State = DomainState.Running;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.DestroyAsync("BridgeNetwork", "lan")
        );

        Assert.That(failure?.Code, Is.EqualTo("network-in-use"));
        Assert.That(failure?.Message, Does.Contain("theirs"));
        Assert.That(_stack.Host.FakeNetworks.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_import_takes_what_another_state_has()
    {
        var up = await _stack.UpAsync("BridgeNetwork", "lan", Lan);
        _stack.Restart();
        var other = new HostStack(_stack.Host, Path.GetTempPath());

        var imported = await other.ImportAsync("BridgeNetwork", "lan", "lan");
        var changed = await other.UpAsync("BridgeNetwork", "lan", Lan.With("autostart", false));

        Assert.That(imported?.Id, Is.EqualTo(up.Id));
        Assert.That(changed.Operation, Is.EqualTo("update"));
    }

    private static string Owned(string xml, string token) =>
        xml.Replace(
            "</domain>",
            $"{OwnerXml.Metadata(new(token, HostStack.IdentityOf("NixGuest", "web").Urn.Value, "/clone", "elsewhere"))}</domain>",
            StringComparison.Ordinal
        );

    private FakeDomain AddDomain(Guid uuid, string name) =>
        _stack.Host.FakeDomains.All[uuid] = new(uuid, name)
        {
            Xml = $"<domain type='qemu'><name>{name}</name><uuid>{uuid}</uuid></domain>",
            State = DomainState.Running,
        };

    private void AddNetwork(Guid uuid, string name)
    {
        var xml = $"<network><name>{name}</name><uuid>{uuid}</uuid></network>";
        _stack.Host.FakeNetworks.All[uuid] = (new(uuid, name, true, true), xml);
    }
}
