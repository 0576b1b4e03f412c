using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixSystem;

internal sealed class NixSystemTests
{
    private const string Type = "NixSystem";
    private const string Base = "/nix/store/11111111111111111111111111111111-image/nixos.qcow2";
    private TestStack _stack = null!;

    private static PropertyMap Inputs { get; } =
        PropertyMap.Of(
            ("configuration", "root"),
            ("entry", "hosts/web/configuration.nix"),
            ("hostName", "web"),
            ("address", PropertyMap.Of(("address", "192.168.1.12/24"), ("gateway", "192.168.1.1"))),
            ("base", Base)
        );

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        Configure("one");
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task A_preview_knows_the_system_and_its_disk_and_writes_nothing()
    {
        var preview = await _stack.PreviewAsync(Type, "web", Inputs);

        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
        Assert.That(Directory.Exists(_stack.Host.Options.StateDirectory), Is.False);
        var up = await _stack.UpAsync(Type, "web", Inputs);
        foreach (var output in new[] { "storePath", "derivationPath", "closurePath", "gcRoot" })
        {
            Assert.That(up.Outputs[output], Is.EqualTo(preview.Outputs[output]), output);
        }
    }

    [Test]
    public async Task What_the_configuration_warns_of_reaches_the_user_in_preview()
    {
        _stack.Host.FakeEvaluator.Warnings = "the moon is full";

        await _stack.PreviewAsync(Type, "web", Inputs);

        Assert.That(_stack.Log.Warnings, Is.EqualTo(new[] { "the moon is full" }));
    }

    [Test]
    public async Task The_disk_brings_the_system_without_its_base()
    {
        var step = await _stack.UpAsync(Type, "web", Inputs);

        Assert.That(
            await File.ReadAllTextAsync(DiskOf(step)),
            Is.EqualTo($"{Text(step, "storePath")} without {Path.GetDirectoryName(Base)}")
        );
        Assert.That(
            _stack.Host.FakeStore.Roots[Text(step, "gcRoot")],
            Is.EqualTo(Text(step, "storePath"))
        );
    }

    [Test]
    public async Task The_identity_reaches_the_configuration_as_json()
    {
        await _stack.UpAsync(Type, "web", Inputs);

        Assert.That(
            _stack.Host.FakeEvaluator.SeenSystems.Last().Identity,
            Is.EqualTo(
                """{"hostName":"web","network":{"addresses":["192.168.1.12/24"],"gateway":"192.168.1.1","dns":[]}}"""
            )
        );
    }

    [Test]
    public async Task A_second_run_changes_nothing()
    {
        await _stack.UpAsync(Type, "web", Inputs);
        _stack.Restart();
        _stack.Host.Calls.Clear();

        var step = await _stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [TestCase("""{"dbus-implementation":"dbus"}""", """{"dbus-implementation":"broker"}""", true)]
    [TestCase("""{"dbus-implementation":"dbus"}""", """{"dbus-implementation":"dbus"}""", false)]
    [TestCase("", """{"dbus-implementation":"broker"}""", false)]
    [TestCase("""{"dbus-implementation":"dbus"}""", """{"another":"broker"}""", false)]
    public async Task A_preview_says_when_a_guest_restarts_instead_of_switching(
        string before,
        string after,
        bool restarts
    )
    {
        _stack.Host.FakeEvaluator.SwitchInhibitors = before;
        await _stack.UpAsync(Type, "web", Inputs);
        _stack.Host.FakeEvaluator.SwitchInhibitors = after;
        Configure("two");

        var preview = await _stack.PreviewAsync(Type, "web", Inputs);
        var lines = string.Join("\n", preview.Diff!.Changes.Select(c => c.Describe()));

        Assert.That(
            lines.Contains("Activation = Switch restarts for it", StringComparison.Ordinal),
            Is.EqualTo(restarts),
            lines
        );
        Assert.That(
            lines.Contains("dbus-implementation: dbus -> broker", StringComparison.Ordinal),
            Is.EqualTo(restarts)
        );
    }

    [Test]
    public async Task A_state_from_before_switch_inhibitors_were_known_is_no_change()
    {
        await _stack.UpAsync(Type, "web", Inputs);
        _stack.Host.FakeEvaluator.SwitchInhibitors = """{"dbus-implementation":"broker"}""";

        Assert.That((await _stack.UpAsync(Type, "web", Inputs)).Operation, Is.EqualTo("same"));
    }

    [Test]
    public async Task The_former_disk_stays_for_the_guest_that_still_has_it()
    {
        var first = DiskOf(await _stack.UpAsync(Type, "web", Inputs));
        var guest = _stack.Host.FakeDomains.Add("web");
        guest.Xml = $"<domain><devices><disk><source file='{first}'/></disk></devices></domain>";
        var second = DiskOf(await ChangeAsync("two"));
        var third = DiskOf(await ChangeAsync("three"));

        Assert.That(new[] { first, second, third }.Select(File.Exists), Is.All.True);
        guest.Xml = "<domain/>";
        var fourth = DiskOf(await ChangeAsync("four"));

        Assert.That(
            new[] { first, second, third, fourth }.Select(File.Exists),
            Is.EqualTo([false, false, true, true])
        );
    }

    [Test]
    public async Task Destroy_removes_root_and_disks()
    {
        var disk = DiskOf(await _stack.UpAsync(Type, "web", Inputs));

        await _stack.DestroyAsync(Type, "web");

        Assert.That(File.Exists(disk), Is.False);
        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_lost_disk_is_found_by_refresh_and_written_by_the_next_up()
    {
        var disk = DiskOf(await _stack.UpAsync(Type, "web", Inputs));
        File.Delete(disk);

        Assert.That(await _stack.RefreshAsync(Type, "web"), Is.Not.Null);
        Assert.That(_stack.Log.Warnings.Single(), Does.Contain(disk));
        await _stack.UpAsync(Type, "web", Inputs);

        Assert.That(File.Exists(disk));
    }

    [TestCase("hostName", "-web", "hostName")]
    [TestCase("configuration", "missing", "configuration")]
    public async Task What_cannot_be_is_refused_in_preview(
        string property,
        string value,
        string path
    )
    {
        var failures = await _stack.FailuresOfAsync(Type, "web", Inputs.With(property, value));

        Assert.That(failures.Single().Path, Is.EqualTo(path));
        Assert.That(failures.Single().Reason, Does.Contain($"\"{value}\""));
    }

    [TestCase("192.168.1.12", "192.168.1.1", "address.address", "prefix length")]
    [TestCase("192.168.1.12/33", "192.168.1.1", "address.address", "prefix length")]
    [TestCase("192.168.1.0/24", "192.168.1.1", "address.address", "network or broadcast address")]
    [TestCase("192.168.1.255/24", "192.168.1.1", "address.address", "network or broadcast address")]
    [TestCase("192.168.1.12/24", "router", "address.gateway", "not an IP address")]
    [TestCase("192.168.1.12/24", "192.168.2.1", "address.gateway", "network, 192.168.1.0/24")]
    [TestCase("192.168.1.12/24", "192.168.1.12", "address.gateway", "own address")]
    [TestCase("192.168.1.12/24", "fd00::1", "address.gateway", "network, 192.168.1.0/24")]
    public async Task An_address_that_cannot_be_is_refused_in_preview(
        string address,
        string gateway,
        string path,
        string reason
    )
    {
        var lan = PropertyMap.Of(("address", address), ("gateway", gateway));

        var failures = await _stack.FailuresOfAsync(Type, "web", Inputs.With("address", lan));

        Assert.That(failures.Single().Path, Is.EqualTo(path));
        Assert.That(failures.Single().Reason, Does.Contain(reason));
    }

    [TestCase("10.0.0.4/31", "10.0.0.5")]
    [TestCase("fd00::12/64", "fd00::1")]
    [TestCase("fd00::12/64", "fe80::1")]
    public async Task Other_addresses_of_a_lan_are_taken(string address, string gateway)
    {
        var lan = PropertyMap.Of(("address", address), ("gateway", gateway));

        var step = await _stack.PreviewAsync(Type, "web", Inputs.With("address", lan));

        Assert.That(step.Operation, Is.EqualTo("create"));
    }

    [TestCase("52:54:00:12:34", "not a MAC address")]
    [TestCase("53:54:00:12:34:56", "multicast")]
    public async Task A_mac_address_that_cannot_be_is_refused_in_preview(string mac, string reason)
    {
        var failures = await _stack.FailuresOfAsync(Type, "web", Inputs.With("mac", mac));

        Assert.That(failures.Single().Path, Is.EqualTo("mac"));
        Assert.That(failures.Single().Reason, Does.Contain(reason));
    }

    [Test]
    public async Task A_mac_address_reaches_the_configuration_as_linux_writes_it()
    {
        await _stack.UpAsync(Type, "web", Inputs.With("mac", "52:54:00:AB:CD:EF"));

        Assert.That(
            _stack.Host.FakeEvaluator.SeenSystems.Last().Identity,
            Does.Contain("\"mac\":\"52:54:00:ab:cd:ef\"")
        );
    }

    private Task<Step> ChangeAsync(string configuration)
    {
        Configure(configuration);
        return _stack.UpAsync(Type, "web", Inputs);
    }

    private void Configure(string text) => _stack.Write("root/hosts/web/configuration.nix", text);

    private static string DiskOf(Step step) => Text(step, "closurePath");

    private static string Text(Step step, string output) =>
        ((PropertyValue.String)step.Outputs[output]).Value;
}
