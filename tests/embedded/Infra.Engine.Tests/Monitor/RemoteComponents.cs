using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Providers;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class RemoteComponents
{
    private const string Group = "fake:index:Group";
    private readonly TestStack _stack = new();

    [Test]
    public async Task Are_constructed_by_their_provider_as_a_part_of_the_run()
    {
        RegisterResourceResponse? answer = null;
        _stack.Behavior.ConstructAsync = ConstructAsync;

        var run = await _stack.UpOverTheWireAsync(async p =>
            answer = await p.Monitor.RegisterResourceAsync(Remote("group"))
        );

        var group = TestStack.UrnOf("group", Group);
        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(answer!.Urn, Is.EqualTo(group.Value));
            Assert.That(answer.Object.Fields["out"].StringValue, Is.EqualTo("done"));
            Assert.That(
                answer.PropertyDependencies["out"].Urns,
                Is.EqualTo([TestStack.UrnOf("group-thing", parent: group).Value])
            );
            Assert.That(run["group-thing"].Parent, Is.EqualTo(group));
            Assert.That(run["group"].Custom, Is.False);
        });
    }

    [Test]
    public async Task Learn_where_their_inputs_come_from_and_which_options_they_have()
    {
        ConstructRequest? seen = null;
        PropertyMap? inputs = null;
        _stack.Behavior.ConstructAsync = (request, given) =>
        {
            (seen, inputs) = (request, given);
            return ConstructAsync(request, given);
        };

        await _stack.UpOverTheWireAsync(async p =>
        {
            var remote = Remote("group", PropertyMap.Of(("secret", new PropertyValue.Secret("x"))));
            remote.Protect = true;
            remote.IgnoreChanges.Add("size");
            remote.PropertyDependencies["secret"] = new()
            {
                Urns = { TestStack.UrnOf("other").Value },
            };
            await p.Monitor.RegisterResourceAsync(remote);
        });

        Assert.Multiple(() =>
        {
            Assert.That(
                inputs!.Get("secret"),
                Is.EqualTo(new PropertyValue.Output("x", IsSecret: true, []))
            );
            Assert.That(
                seen!.InputDependencies["secret"].Urns,
                Is.EqualTo([TestStack.UrnOf("other").Value])
            );
            Assert.That((seen.Project, seen.Stack), Is.EqualTo(("proj", "dev")));
            Assert.That(seen.Protect, Is.True);
            Assert.That(seen.HasRetainOnDelete, Is.False);
            Assert.That(seen.IgnoreChanges, Is.EqualTo(["size"]));
        });
    }

    [Test]
    public async Task Are_changed_by_the_transforms_of_the_program()
    {
        await using var callbacks = await CallbackServer.StartAsync();
        _stack.Behavior.ConstructAsync = ConstructAsync;
        var types = new List<string>();

        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var remote = Remote("group");
            remote.Transforms.Add(
                callbacks.Add<TransformRequest>(request =>
                {
                    types.Add(request.Type);
                    request.Options.Protect = true;
                    return new TransformResponse
                    {
                        Properties = request.Properties,
                        Options = request.Options,
                    };
                })
            );
            await p.Monitor.RegisterResourceAsync(remote);
        });

        Assert.Multiple(() =>
        {
            // Once for what the program registers, once for what the provider does, and for what is in it.
            Assert.That(types, Is.EqualTo([Group, Group, TestProgram.Thing]));
            Assert.That(run["group-thing"].Protect, Is.True);
        });
    }

    [Test]
    public async Task That_cannot_be_constructed_end_the_run()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var e = await Assert.ThrowsAsync<RpcException>(async () =>
                await p.Monitor.RegisterResourceAsync(Remote("group"))
            );
            Assert.That(e!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("group").And.Contain("no component"));
        });
    }

    [Test]
    public async Task Are_shown_bare_where_the_provider_is_not_known_yet()
    {
        _stack.Options = _stack.Options with { IsPreview = true };
        _stack.Behavior.ConstructAsync = (_, _) => Task.FromResult<ConstructResponse?>(null);
        RegisterResourceResponse? answer = null;

        var run = await _stack.UpOverTheWireAsync(async p =>
            answer = await p.Monitor.RegisterResourceAsync(Remote("group"))
        );

        Assert.Multiple(() =>
        {
            Assert.That(answer!.Urn, Is.EqualTo(TestStack.UrnOf("group", Group).Value));
            Assert.That(run.Log.Steps, Is.EqualTo(["Create group"]));
        });
    }

    [Test]
    public async Task Have_methods()
    {
        _stack.Behavior.ConstructAsync = ConstructAsync;
        _stack.Behavior.CallAsync = (request, arguments) =>
            Task.FromResult(
                new CallResponse
                {
                    Return = PropertyEncoder.Encode(
                        PropertyMap.Of(
                            ("tok", request.Tok),
                            ("value", new PropertyValue.Output("v", IsSecret: true, ["urn:a"]))
                        ),
                        EncodeOptions.Everything
                    ),
                }
            );
        CallResponse? answer = null;

        await _stack.UpOverTheWireAsync(async p =>
        {
            var group = await p.Monitor.RegisterResourceAsync(Remote("group"));
            answer = await p.Monitor.CallAsync(
                new() { Tok = "fake:index:Group/run", Args = Self(group.Urn) }
            );
        });

        var values = PropertyDecoder.Decode(answer!.Return);
        Assert.Multiple(() =>
        {
            Assert.That(
                values.Get("tok"),
                Is.EqualTo(new PropertyValue.String("fake:index:Group/run"))
            );
            Assert.That(values.Get("value"), Is.EqualTo(new PropertyValue.Secret("v")));
            Assert.That(answer.ReturnDependencies["value"].Urns, Is.EqualTo(["urn:a"]));
        });
    }

    [Test]
    public async Task Whose_method_fails_end_the_run()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
            await Assert.ThrowsAsync<RpcException>(async () =>
                await p.Monitor.CallAsync(new() { Tok = "fake:index:Group/run", Args = new() })
            )
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("no method"));
        });
    }

    [Test]
    public async Task Of_parameterized_packages_get_a_provider_of_that_package()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var package = await p.Monitor.RegisterPackageAsync(
                new()
                {
                    Name = "base",
                    Version = "1.2.3",
                    Parameterization = new()
                    {
                        Name = "fake",
                        Version = "4.5.6",
                        Value = Google.Protobuf.ByteString.CopyFromUtf8("hi"),
                    },
                }
            );
            var thing = Requests.Thing("a");
            thing.PackageRef = package.Ref;
            await p.Monitor.RegisterResourceAsync(thing);
        });

        var provider = run["default_4_5_6"];
        var kept = PropertyMap.Of(
            ("name", "base"),
            ("version", "1.2.3"),
            ("parameterization", "aGk=")
        );
        Assert.Multiple(() =>
        {
            Assert.That(provider.Type, Is.EqualTo("pulumi:providers:fake"));
            Assert.That(
                provider.Inputs,
                Is.EqualTo(PropertyMap.Of(("version", "4.5.6"), ("__internal", kept)))
            );
            Assert.That(_stack.Ledger.Calls, Does.Contain("parameterize fake 4.5.6"));
            Assert.That(
                ProviderInputs.Package("fake", provider.Inputs).Name,
                Is.EqualTo("base"),
                "the plugin is found again from the state"
            );
        });
    }

    private static async Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs
    )
    {
        using var channel = LocalChannel.To(request.MonitorEndpoint);
        var monitor = new ResourceMonitor.ResourceMonitorClient(
            new NestedMessageCallInvoker(channel.CreateCallInvoker())
        );
        var component = new RegisterResourceRequest
        {
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
        };
        if (request.HasProtect)
        {
            component.Protect = request.Protect;
        }

        var self = await monitor.RegisterResourceAsync(component);
        var thing = Requests.Thing(request.Name + "-thing");
        thing.Parent = self.Urn;
        var child = await monitor.RegisterResourceAsync(thing);
        var outputs = new Struct { Fields = { ["out"] = Value.ForString("done") } };
        await monitor.RegisterResourceOutputsAsync(new() { Urn = self.Urn, Outputs = outputs });
        return new()
        {
            Urn = self.Urn,
            State = outputs,
            StateDependencies = { ["out"] = new() { Urns = { child.Urn } } },
        };
    }

    private static RegisterResourceRequest Remote(string name, PropertyMap? inputs = null) =>
        new()
        {
            Type = Group,
            Name = name,
            Remote = true,
            Object = PropertyEncoder.Encode(inputs ?? PropertyMap.Empty, EncodeOptions.Everything),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
        };

    private static Struct Self(string urn) =>
        PropertyEncoder.Encode(
            PropertyMap.Of(("__self__", new PropertyValue.ResourceReference(urn, null, ""))),
            EncodeOptions.Everything
        );
}
