using Pulumi;

namespace Infra.NixHost.Testing.Tests;

/// <summary>What programs use besides plain resources.</summary>
internal sealed class ProgramTests
{
    private TestHost _host = null!;
    private ProgramDirectory _program = null!;

    [SetUp]
    public void Make() => (_host, _program) = (new(), new());

    [TearDown]
    public void Remove()
    {
        _host.Dispose();
        _program.Dispose();
    }

    private sealed class ClassStack : Stack
    {
        public ClassStack()
        {
            var config = new Config();
            var lan = new BridgeNetwork("lan", new() { Bridge = config.Require("bridge") });
            Network = lan.NetworkName;
        }

        [Output("network")]
        public Output<string> Network { get; private set; }
    }

    [Test]
    public async Task A_stack_class_gets_its_configuration_and_gives_its_outputs()
    {
        var options = _program.Options(_host);
        options.Config["bridge"] = "lab0";

        var failure = await Failure.OfAsync(() => NixHostTest.PreviewAsync<ClassStack>(options));
        options.Config["bridge"] = "br0";
        var plan = await NixHostTest.PreviewAsync<ClassStack>(options);

        Assert.That(failure.Problems.Single().Property, Is.EqualTo("bridge"));
        Assert.That(plan.Outputs["network"], Is.EqualTo("lan"));
    }

    [Test]
    public async Task The_settings_of_the_provider_are_checked()
    {
        var options = _program.Options(_host);
        options.Config["nixhost:imageDirectory"] = "images";

        var failure = await Failure.OfAsync(() => NixHostTest.PreviewAsync(options, () => { }));

        Assert.That(failure.Message, Does.Contain("\"images\" is not an absolute path"));
    }

    [Test]
    public async Task A_self_configuring_guest_is_its_parts()
    {
        var plan = await NixHostTest.UpAsync(_program.Options(_host), SelfConfiguring);
        var web = plan.Guests["web"];

        Assert.That(
            plan.Resources.Select(r => $"{r.Type} {r.Name}"),
            Does.Contain("SelfConfiguringGuest web").And.Contain("ConfigDisk web-config")
        );
        Assert.That(
            web.Urn,
            Does.Contain("nixhost:index:SelfConfiguringGuest$nixhost:index:NixGuest")
        );
        Assert.That(web.Definition.Disks, Has.Count.GreaterThanOrEqualTo(4));
    }

    [Test]
    public async Task A_component_keeps_its_parts_over_a_second_run()
    {
        await NixHostTest.UpAsync(_program.Options(_host), SelfConfiguring);
        _program.Write("guests/hosts/web/default.nix", "{ networking.hostName = \"web\"; }");
        var plan = await NixHostTest.PreviewAsync(_program.Options(_host), SelfConfiguring);

        Assert.That(plan.Guests["web"].Operation, Is.EqualTo(PlannedOperation.Update));
        Assert.That(plan.Impact, Is.LessThan(Impact.Replace));
    }

    [Test]
    public async Task A_secret_may_be_what_a_plain_value_may_not()
    {
        const string Key =
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";
        var plan = await NixHostTest.PreviewAsync(
            _program.Options(_host),
            () =>
                _ = new ConfigDisk("keys", new() { Files = { ["id"] = Output.CreateSecret(Key) } })
        );

        Assert.That(plan.Resource("ConfigDisk", "keys").Outputs["format"], Is.EqualTo("iso"));
    }

    [Test]
    public async Task Another_stacks_outputs_are_the_tests()
    {
        var options = _program.Options(_host);
        options.StackReferences["acme/net/prod"] = new Dictionary<string, object?>
        {
            ["bridge"] = "br0",
        };

        var plan = await NixHostTest.PreviewAsync(
            options,
            () =>
            {
                var net = new StackReference("acme/net/prod");
                _ = new BridgeNetwork(
                    "lan",
                    new() { Bridge = net.RequireOutput("bridge").Apply(b => (string)b) }
                );
            }
        );

        Assert.That(plan.Resource("BridgeNetwork", "lan").Inputs["bridge"], Is.EqualTo("br0"));
    }

    [Test]
    public async Task A_stack_of_which_the_test_says_nothing_is_named()
    {
        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(
                _program.Options(_host),
                () => _ = new StackReference("acme/net/prod")
            )
        );

        Assert.That(
            failure.Message,
            Does.Contain("The test says nothing of the stack 'acme/net/prod'")
        );
    }

    private sealed class Password(string name)
        : CustomResource(
            "random:index/randomPassword:RandomPassword",
            name,
            new Length(),
            new CustomResourceOptions()
        );

    private sealed class Length : ResourceArgs
    {
        [Input("length")]
        public Input<int> Value { get; set; } = 20;
    }

    [Test]
    public async Task A_resource_of_another_provider_has_the_outputs_of_the_test()
    {
        var seen = new List<object?>();
        var options = new NixHostTestOptions
        {
            Host = _host,
            Directory = _program.Path,
            OtherResources = other =>
            {
                seen.Add(other.Inputs["length"]);
                return new Dictionary<string, object?> { ["result"] = "correct horse" };
            },
        };

        var plan = await NixHostTest.PreviewAsync(options, () => _ = new Password("admin"));

        Assert.That(seen, Is.EqualTo([20.0]));
        Assert.That(
            plan.Resource("random:index/randomPassword:RandomPassword", "admin").Outputs["result"],
            Is.EqualTo("correct horse")
        );
    }

    [Test]
    public async Task A_change_that_is_ignored_is_none()
    {
        await NixHostTest.UpAsync(_program.Options(_host), () => Guest("1GiB"));
        var plan = await NixHostTest.PreviewAsync(_program.Options(_host), () => Guest("2GiB"));

        Assert.That(plan.Guests["web"].Operation, Is.EqualTo(PlannedOperation.Same));

        static void Guest(string memory) =>
            _ = new NixGuest(
                "web",
                Machine(memory),
                new CustomResourceOptions { IgnoreChanges = { "memory" } }
            );
    }

    [Test]
    public async Task A_renamed_resource_with_an_alias_is_the_same()
    {
        await NixHostTest.UpAsync(
            _program.Options(_host),
            () => _ = new NixGuest("old", Machine("1GiB"))
        );
        var plan = await NixHostTest.PreviewAsync(
            _program.Options(_host),
            () =>
                _ = new NixGuest(
                    "new",
                    Machine("1GiB"),
                    new CustomResourceOptions { Aliases = { new Alias { Name = "old" } } }
                )
        );

        Assert.That(plan.Guests.Keys, Is.EqualTo(["new"]));
        Assert.That(plan.Guests["new"].Operation, Is.EqualTo(PlannedOperation.Same));
    }

    [Test]
    public async Task Runs_beside_each_other_do_not_mix()
    {
        var plans = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    NixHostTest.PreviewAsync(
                        new() { Directory = _program.Path, Stack = $"s{i}" },
                        () =>
                        {
                            _ = new NixGuest($"g{i}", Machine("1GiB"));
                            return new Dictionary<string, object?>
                            {
                                ["stack"] = Deployment.Instance.StackName,
                            };
                        }
                    )
                )
        );

        Assert.That(
            plans.Select(p => (p.Guests.Keys.Single(), p.Outputs["stack"])),
            Is.EqualTo(Enumerable.Range(0, 8).Select(i => ($"g{i}", (object?)$"s{i}")))
        );
    }

    private static void SelfConfiguring() =>
        _ = new SelfConfiguringGuest(
            "web",
            new()
            {
                Image = new NixImage("base", new() { Configuration = "a.nix" }),
                ConfigurationRoot = "guests",
                HostConfiguration = "hosts/web",
                Network = new BridgeNetwork("lan", new() { Bridge = "br0" }),
                Identity = new() { HostName = "web", Address = "192.168.1.12/24" },
            }
        );

    private static NixGuestArgs Machine(string memory) =>
        new()
        {
            GuestName = "web",
            Memory = memory,
            Disks =
            {
                new GuestDiskArgs { Path = "/dev/vg/web", Kind = GuestDiskKind.Block },
            },
            Running = false,
        };
}
