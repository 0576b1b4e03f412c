using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Infra.NixHost.Provider.Hosting;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>What <c>pulumi do TYPE list</c> asks.</summary>
internal sealed class ListTests
{
    private const string Image = "/nix/store/11111111111111111111111111111111-nixos-image";
    private ServedProvider _served = null!;

    private TestStack Stack => _served.Stack;

    private ResourceProvider.ResourceProviderClient Client => _served.Client;

    [SetUp]
    public async Task StartAsync()
    {
        _served = await ServedProvider.StartAsync();
        await _served.ConfigureAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    /// <summary>One object of each type that the stack owns, and others that nobody or somebody else made.</summary>
    private async Task FillAsync()
    {
        Stack.Host.FakeStore.Valid[Image] = 0;
        Stack.Host.FakeImages.Add($"{Image}/nixos.qcow2", 1 << 20);
        Stack.Write("guest.nix", "one");
        await Stack.UpAsync("NixImage", "base", PropertyMap.Of(("expression", "guest.nix")));
        await Stack.UpAsync(
            "OverlayDisk",
            "os",
            PropertyMap.Of(("image", $"{Image}/nixos.qcow2"), ("fileName", "os.qcow2"))
        );
        await Stack.UpAsync("BridgeNetwork", "lan", PropertyMap.Of(("bridge", "br0")));
        await Stack.UpAsync("NixGuest", "web", PropertyMap.Of(("running", false)));
        Stack.Write("root/default.nix", "{ }");
        await Stack.UpAsync(
            "NixSystem",
            "system",
            PropertyMap.Of(("configuration", "root"), ("entry", "default.nix"), ("hostName", "web"))
        );
        await Stack.UpAsync("ConfigDisk", "open", PropertyMap.Of(("source", "root")));
        var files = PropertyMap.Of(("key", new PropertyValue.Secret("hidden")));
        await Stack.UpAsync("ConfigDisk", "closed", PropertyMap.Of(("files", files)));

        Stack.Host.FakeStore.Roots["/gcroots/other-dev-000000000000-disk"] = Image;
        Stack.Host.FakeImages.Add("/images/hand.qcow2", 1 << 20, $"{Image}/nixos.qcow2");
        Stack.Host.FakeImages.Add("/images/alone.qcow2", 1 << 20);
        Stack.Host.FakeImages.Add("/images/broken.qcow2", 1 << 20, "/nix/store/gone.qcow2");
        Stack.Host.FakeNetworks.Add("hand", "<forward mode='bridge'/><bridge name='br0'/>");
        Stack.Host.FakeNetworks.Add("default", "<forward mode='nat'/>");
        var guest = Stack.Host.FakeDomains.Add("hand");
        guest.Xml =
            $"<domain type='qemu'><uuid>{guest.Uuid}</uuid><name>hand</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>"
            + "<os><type arch='x86_64' machine='q35'>hvm</type></os><devices/></domain>";
    }

    private async Task<List<ListResponse>> ListAsync(ListRequest request)
    {
        using var call = Client.List(request);
        var answers = new List<ListResponse>();
        while (await call.ResponseStream.MoveNext())
        {
            answers.Add(call.ResponseStream.Current);
        }

        return answers;
    }

    private async Task<IEnumerable<string>> NamesAsync(string type, bool? owned = null)
    {
        var request = new ListRequest { Token = $"nixhost:index:{type}" };
        if (owned is { } wanted)
        {
            request.Query = ProviderMessages.Write(PropertyMap.Of(("owned", wanted)), false);
        }

        return (await ListAsync(request)).Select(a => a.Result.Name);
    }

    [TestCase("NixGuest", "web", "hand")]
    [TestCase("BridgeNetwork", "lan", "hand")]
    [TestCase("OverlayDisk", "os.qcow2", "hand.qcow2")]
    [TestCase("NixImage", "base", null)]
    [TestCase("NixSystem", "system", null)]
    public async Task A_list_has_what_can_be_imported_and_can_be_narrowed_by_owner(
        string type,
        string ours,
        string? others
    )
    {
        await FillAsync();
        IEnumerable<string> foreign = others is null ? [] : [others];

        Assert.That(await NamesAsync(type), Is.EquivalentTo(foreign.Append(ours)));
        Assert.That(await NamesAsync(type, owned: true), Is.EqualTo([ours]));
        Assert.That(await NamesAsync(type, owned: false), Is.EqualTo(foreign));
    }

    [TestCase("NixGuest")]
    [TestCase("BridgeNetwork")]
    [TestCase("OverlayDisk")]
    [TestCase("NixImage")]
    [TestCase("NixSystem")]
    [TestCase("ConfigDisk")]
    public async Task Whatever_is_listed_is_read_by_its_id_and_listing_writes_nothing(string type)
    {
        await FillAsync();
        var writes = Stack.Host.Calls.Writes.Count;

        var listed = await ListAsync(new() { Token = $"nixhost:index:{type}" });

        foreach (var item in listed.Select(a => a.Result))
        {
            var read = await Client.ReadAsync(
                new() { Id = item.Id, Urn = $"urn:pulumi:dev::lab::nixhost:index:{type}::new" }
            );
            Assert.That(read.Id, Is.Not.Empty, item.Name);
        }

        Assert.That(listed, Is.Not.Empty);
        Assert.That(Stack.Host.Calls.Writes.Count, Is.EqualTo(writes));
    }

    [Test]
    public async Task Pages_follow_one_another_while_objects_come_and_go()
    {
        for (var i = 0; i < 5; i++)
        {
            Stack.Host.FakeNetworks.Add($"n{i}", "<forward mode='bridge'/><bridge name='br0'/>");
        }

        var request = new ListRequest { Token = "nixhost:index:BridgeNetwork", PageSize = 2 };
        var ids = new List<string>();
        while (true)
        {
            var answers = await ListAsync(request);
            ids.AddRange(answers.Select(a => a.Result?.Id).OfType<string>());
            Assert.That(answers.Count(a => a.Result is not null), Is.AtMost(2));
            if (answers[^1].Continuation is not { } next)
            {
                break;
            }

            Stack.Host.FakeNetworks.All.TryRemove(Guid.Parse(ids[0]), out _);
            request.ContinuationToken = next.ContinuationToken;
        }

        Assert.That(ids, Has.Count.EqualTo(5).And.Unique);
    }

    [Test]
    public async Task A_list_has_at_most_as_many_as_were_asked_for_and_never_more_than_a_page()
    {
        for (var i = 0; i <= Listing.LargestPage; i++)
        {
            Stack.Host.FakeNetworks.Add($"n{i}", "<forward mode='bridge'/><bridge name='br0'/>");
        }

        var all = await ListAsync(new() { Token = "nixhost:index:BridgeNetwork" });
        var three = await ListAsync(new() { Token = "nixhost:index:BridgeNetwork", Limit = 3 });

        Assert.That(all.Count(a => a.Result is not null), Is.EqualTo(Listing.LargestPage));
        Assert.That(all[^1].Continuation, Is.Not.Null);
        Assert.That(three.Count(a => a.Result is not null), Is.EqualTo(3));
    }

    [Test]
    public async Task A_list_whose_inputs_are_not_known_is_not_known()
    {
        var answers = await ListAsync(
            new()
            {
                Token = "nixhost:index:NixGuest",
                Query = ProviderMessages.Write(
                    PropertyMap.Of(("owned", PropertyValue.Computed.Instance)),
                    isPreview: true
                ),
            }
        );

        Assert.That(answers.Single().Computed, Is.Not.Null);
    }

    [TestCase("OverlayDisk", "alone.qcow2", "broken.qcow2", "hand.qcow2")]
    [TestCase("BridgeNetwork", "default", "hand")]
    public async Task What_an_import_refuses_is_listed_on_request(
        string type,
        params string[] names
    )
    {
        await FillAsync();

        var answers = await ListAsync(
            new()
            {
                Token = $"nixhost:index:{type}",
                Query = ProviderMessages.Write(
                    PropertyMap.Of(("owned", false), ("unfit", true)),
                    isPreview: false
                ),
            }
        );

        Assert.That(answers.Select(a => a.Result.Name), Is.EquivalentTo(names));
    }

    [TestCase("NixGuest", "mine", "there is no property 'mine' here")]
    [TestCase("SelfConfiguringGuest", null, "has no resource type")]
    [TestCase("Nothing", null, "has no resource type")]
    public async Task A_list_that_cannot_be_is_refused_with_the_reason(
        string type,
        string? property,
        string reason
    )
    {
        var request = new ListRequest { Token = $"nixhost:index:{type}" };
        if (property is not null)
        {
            request.Query = ProviderMessages.Write(PropertyMap.Of((property, true)), false);
        }

        var failure = await Assert.ThrowsAsync<RpcException>(() => ListAsync(request));

        Assert.That(failure!.Status.Detail, Does.Contain(reason));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task A_config_disk_is_listed_also_where_the_store_has_nothing_of_it()
    {
        await FillAsync();

        Assert.That(await NamesAsync("ConfigDisk"), Is.EquivalentTo(["open", "closed"]));
    }

    [Test]
    public void The_schema_says_that_every_type_but_components_has_a_list()
    {
        var resources = JsonNode.Parse(Package.Schema())!["resources"]!.AsObject();

        foreach (var (token, resource) in resources)
        {
            Assert.That(
                resource!["listInputs"]?["properties"]?["owned"] is not null
                    && resource["listInputs"]?["properties"]?["unfit"] is not null,
                Is.EqualTo(resource["isComponent"] is null),
                token
            );
        }
    }
}
