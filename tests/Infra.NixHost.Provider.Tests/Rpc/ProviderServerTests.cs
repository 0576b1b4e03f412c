using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Infra.NixHost.Provider.Hosting;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>The provider as an engine sees it: over the wire.</summary>
internal sealed class ProviderServerTests
{
    private const string Lan = "urn:pulumi:dev::lab::nixhost:index:BridgeNetwork::lan";
    private ServedProvider _served = null!;

    private TestStack Stack => _served.Stack;

    private ResourceProvider.ResourceProviderClient Client => _served.Client;

    [SetUp]
    public async Task StartAsync()
    {
        _served = await ServedProvider.StartAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    private static Struct Encode(params (string, PropertyValue)[] values) =>
        PropertyEncoder.Encode(PropertyMap.Of(values), EncodeOptions.Everything);

    [Test]
    public async Task An_engine_gets_schema_version_and_capabilities_without_configuration()
    {
        Assert.That(
            (await Client.GetSchemaAsync(new())).Schema,
            Does.Contain("nixhost:index:NixGuest")
        );
        Assert.That((await Client.GetPluginInfoAsync(new())).Version, Is.EqualTo("0.1.0"));
        Assert.That(
            (await Client.HandshakeAsync(new() { EngineAddress = "127.0.0.1:1" })).AcceptSecrets
        );
    }

    [Test]
    public async Task The_engines_own_configuration_keys_are_kept_and_misspelt_ones_refused()
    {
        var response = await Client.CheckConfigAsync(
            new() { News = Encode(("version", "0.1.0"), ("libvirtURI", "qemu:///system")) }
        );

        Assert.That(response.Inputs.Fields, Does.ContainKey("version"));
        Assert.That(response.Failures.Single().Reason, Does.Contain("did you mean 'libvirtUri'?"));
    }

    [Test]
    public async Task A_failed_check_is_an_answer_with_property_and_reason()
    {
        await _served.ConfigureAsync();

        var response = await Client.CheckAsync(
            new()
            {
                Urn = Lan,
                Olds = new(),
                News = Encode(("bridge", "br9")),
            }
        );

        Assert.That(response.Failures.Single().Property, Is.EqualTo("bridge"));
    }

    [Test]
    public async Task A_diff_is_always_detailed()
    {
        await _served.ConfigureAsync();
        var request = new DiffRequest
        {
            Urn = Lan,
            Id = "6f1d2c34-0000-4000-8000-000000000001",
            Olds = new(),
            OldInputs = Encode(("networkName", "lan"), ("autostart", true)),
            News = Encode(("networkName", "lan2"), ("autostart", false)),
        };

        var diff = await Client.DiffAsync(request);

        Assert.That(diff.HasDetailedDiff);
        Assert.That(diff.Changes, Is.EqualTo(DiffResponse.Types.DiffChanges.DiffSome));
        Assert.That(diff.Replaces, Is.EqualTo(["networkName"]));
        Assert.That(
            diff.DetailedDiff["networkName"].Kind,
            Is.EqualTo(PropertyDiff.Types.Kind.UpdateReplace)
        );
        Assert.That(
            diff.DetailedDiff["autostart"].Kind,
            Is.EqualTo(PropertyDiff.Types.Kind.Update)
        );
        Assert.That(diff.DetailedDiff["networkName"].Impact, Is.EqualTo("replace"));
        Assert.That(diff.DetailedDiff["autostart"].Impact, Is.EqualTo("inPlace"));
    }

    [Test]
    public async Task Ignored_changes_are_none()
    {
        await _served.ConfigureAsync();
        var request = new DiffRequest
        {
            Urn = Lan,
            Id = "x",
            Olds = new(),
            OldInputs = Encode(("bridge", "br0")),
            News = Encode(("bridge", "lab0")),
            IgnoreChanges = { "bridge" },
        };

        Assert.That(
            (await Client.DiffAsync(request)).Changes,
            Is.EqualTo(DiffResponse.Types.DiffChanges.DiffNone)
        );
    }

    [Test]
    public async Task Libvirts_refusal_is_a_failed_precondition_with_its_text()
    {
        await _served.ConfigureAsync();
        Stack.Host.Calls.FailAt = 2;

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.CreateAsync(
                new() { Urn = Lan, Properties = Encode(("bridge", "br0"), ("networkName", "lan")) }
            )
        );

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(
            failure.Status.Detail,
            Does.Contain("libvirt says: injected failure").And.Contains("virErrorNumber 38")
        );
    }

    [TestCase("nul\0in it", "U+0000")]
    [TestCase("a\u001b[2J", "U+001B")]
    [TestCase("a\uffff", "U+FFFF")]
    public async Task An_id_that_nothing_can_have_is_named_with_its_character(
        string id,
        string named
    )
    {
        await _served.ConfigureAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.ReadAsync(new() { Urn = Lan, Id = id })
        );

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(failure.Status.Detail, Does.Contain(named).And.Contains("Import the resource"));
    }

    [Test]
    public async Task A_guest_that_is_only_half_made_travels_in_the_details_of_the_status()
    {
        await _served.ConfigureAsync();
        Stack.Host.FakeDomains.OnBoot = _ => [FakeDomains.Report(1, "b", "failed", "no hostname")];
        var request = new CreateRequest
        {
            Urn = "urn:pulumi:dev::lab::nixhost:index:NixGuest::web",
            Properties = Encode(("guestName", "web"), ("waitFor", "configured")),
        };

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.CreateAsync(request)
        );

        var detail = failure!.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>()!;
        Assert.That(detail.Id, Is.EqualTo($"{Stack.Host.FakeDomains.Only.Uuid:D}"));
        Assert.That(detail.Reasons.Single(), Does.Contain("no hostname"));
        Assert.That(detail.Properties.Fields, Does.ContainKey("uuid"));
        Assert.That(detail.Inputs.Fields["guestName"].StringValue, Is.EqualTo("web"));
    }

    [Test]
    public async Task A_value_may_nest_as_deep_as_in_the_engine()
    {
        PropertyValue value = "deep";
        for (var depth = 0; depth < 100; depth++)
        {
            value = PropertyValue.List([value]);
        }

        await _served.ConfigureAsync();

        var response = await Client.CheckAsync(
            new()
            {
                Urn = Lan,
                Olds = new(),
                News = Encode(("bridge", value)),
            }
        );

        Assert.That(response.Failures.Single().Property, Is.EqualTo("bridge"));
    }

    [TestCase(1e8)]
    [TestCase(1e300)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NaN)]
    public async Task A_time_limit_longer_than_any_timer_is_none(double seconds)
    {
        await _served.ConfigureAsync();

        var created = await Client.CreateAsync(
            new()
            {
                Urn = Lan,
                Properties = Encode(("bridge", "br0"), ("networkName", "lan")),
                Timeout = seconds,
            }
        );

        Assert.That(created.Id, Is.Not.Empty);
    }

    [Test]
    public async Task Cancel_ends_a_running_wait()
    {
        await _served.ConfigureAsync();
        var booted = new TaskCompletionSource();
        Stack.Host.FakeDomains.OnBoot = _ =>
        {
            booted.SetResult();
            return [];
        };
        var request = new CreateRequest
        {
            Urn = "urn:pulumi:dev::lab::nixhost:index:NixGuest::web",
            Properties = Encode(("guestName", "web"), ("waitFor", "configured")),
        };
        var create = Client.CreateAsync(request).ResponseAsync;
        await booted.Task;

        await Client.CancelAsync(new());

        var failure = await Assert.ThrowsAsync<RpcException>(() => create);
        Assert.That(failure!.Status.Detail, Does.Contain("Cancelled while the guest 'web'"));
    }

    [Test]
    public async Task A_type_the_package_does_not_have_is_refused_by_name()
    {
        await _served.ConfigureAsync();
        Stack.Host.FakeDomains.OnBoot = _ => [];
        var request = new DeleteRequest
        {
            Urn = "urn:pulumi:dev::lab::nixhost:index:Nothing::x",
            Id = "x",
        };

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.DeleteAsync(request)
        );

        Assert.That(
            failure!.Status.Detail,
            Does.Contain("has no resource type 'nixhost:index:Nothing'")
        );
    }
}
