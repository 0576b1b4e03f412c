using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Registrations
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task A_registration_is_answered_with_urn_id_and_outputs()
    {
        RegisterResourceResponse? answer = null;

        var run = await _stack.UpOverTheWireAsync(async p =>
            answer = await p.Monitor.RegisterResourceAsync(Thing("a"))
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(answer!.Urn, Is.EqualTo("urn:pulumi:dev::proj::fake:index:Thing::a"));
            Assert.That(answer.Id, Is.EqualTo(run["a"].Id));
            Assert.That(answer.Object.Fields["out"].StringValue, Is.EqualTo("of " + answer.Id));
        });
    }

    [Test]
    public async Task In_a_preview_unknown_outputs_are_left_out_unless_the_program_takes_them()
    {
        var fields = new List<ICollection<string>>();
        _stack.Options = _stack.Options with { IsPreview = true };

        await _stack.UpOverTheWireAsync(async p =>
        {
            fields.Add((await p.Monitor.RegisterResourceAsync(Thing("a"))).Object.Fields.Keys);
            var b = Thing("b");
            b.SupportsPartialValues = true;
            fields.Add((await p.Monitor.RegisterResourceAsync(b)).Object.Fields.Keys);
        });

        Assert.Multiple(() =>
        {
            Assert.That(fields[0], Does.Not.Contain("out"));
            Assert.That(fields[1], Does.Contain("out"));
        });
    }

    [Test]
    public async Task Children_inherit_protection_and_the_provider_of_their_package()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var provider = await p.Monitor.RegisterResourceAsync(
                new()
                {
                    Type = "pulumi:providers:fake",
                    Name = "mine",
                    Custom = true,
                }
            );
            var component = await p.Monitor.RegisterResourceAsync(
                new()
                {
                    Type = "my:index:Group",
                    Name = "group",
                    Protect = true,
                    Providers = { ["fake"] = $"{provider.Urn}::{provider.Id}" },
                }
            );
            var child = Thing("child");
            child.Parent = component.Urn;
            await p.Monitor.RegisterResourceAsync(child);
        });

        Assert.Multiple(() =>
        {
            Assert.That(run["child"].Protect, Is.True);
            Assert.That(run["child"].Provider, Does.Contain("::mine::"));
            Assert.That(
                run["child"].Urn.QualifiedType,
                Is.EqualTo("my:index:Group$fake:index:Thing")
            );
        });
    }

    [Test]
    public async Task Every_input_depends_on_everything_when_the_program_does_not_say()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var a = await p.Monitor.RegisterResourceAsync(Thing("a"));
            var b = Thing("b");
            b.Object.Fields["size"] = Value.ForNumber(1);
            b.Dependencies.Add(a.Urn);
            await p.Monitor.RegisterResourceAsync(b);
        });

        Assert.That(run["b"].PropertyDependencies["size"].Single().Name, Is.EqualTo("a"));
    }

    [TestCase("90s", 90)]
    [TestCase("1h30m", 5400)]
    [TestCase("120000000000ns", 120)]
    public async Task Timeouts_are_kept_in_seconds(string text, double seconds)
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var thing = Thing("a");
            thing.CustomTimeouts = new() { Create = text };
            await p.Monitor.RegisterResourceAsync(thing);
        });

        Assert.That(run["a"].CustomTimeouts!.Create, Is.EqualTo(seconds));
    }

    [Test]
    public async Task The_stacks_outputs_are_recorded_at_the_end()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var stack = await p.Monitor.RegisterResourceAsync(
                new() { Type = "pulumi:pulumi:Stack", Name = "proj-dev" }
            );
            await p.Monitor.RegisterResourceOutputsAsync(
                new()
                {
                    Urn = stack.Urn,
                    Outputs = new() { Fields = { ["address"] = Value.ForString("10.0.0.1") } },
                }
            );
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.StackOutputs, Is.EqualTo(PropertyMap.Of(("address", "10.0.0.1"))));
            Assert.That(run.Snapshot.Resources[0].Outputs, Is.EqualTo(run.StackOutputs));
        });
    }

    [Test]
    public async Task Secrets_stay_secret_in_the_state()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var thing = Thing("a");
            thing.Object = PropertyEncoder.Encode(
                PropertyMap.Of(("password", new PropertyValue.Secret("hunter2"))),
                EncodeOptions.Everything
            );
            thing.AdditionalSecretOutputs.Add("out");
            await p.Monitor.RegisterResourceAsync(thing);
        });

        Assert.Multiple(() =>
        {
            Assert.That(run["a"].Outputs.Get("password"), Is.InstanceOf<PropertyValue.Secret>());
            Assert.That(run["a"].Outputs.Get("out"), Is.InstanceOf<PropertyValue.Secret>());
        });
    }

    [TestCase("nodejs", false, "Same a")]
    [TestCase("nodejs", true, "Create a")]
    [TestCase("dotnet", false, "Create a")]
    public async Task Aliases_of_old_Node_programs_are_read_as_they_mean_them(
        string runtime,
        bool isNew,
        string step
    )
    {
        await _stack.UpOverTheWireAsync(async p =>
            await p.Monitor.RegisterResourceAsync(Thing("a"))
        );

        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var group = await p.Monitor.RegisterResourceAsync(Requests.Component("group"));
            var thing = Thing("a");
            (thing.Parent, thing.AliasSpecs) = (group.Urn, isNew);
            // By which they mean that it had no parent.
            thing.Aliases.Add(new Alias { Spec = new() });
            await p.Monitor.RegisterResourceAsync(
                thing,
                new Metadata { { "pulumi-runtime", runtime } }
            );
        });

        Assert.That(run.Log.Steps[1], Is.EqualTo(step));
    }

    [Test]
    public async Task Waiting_requests_fail_when_the_run_ends_before_them()
    {
        _stack.Behavior.Failing.Add("create a");
        var statuses = new List<StatusCode>();

        await _stack.UpOverTheWireAsync(async p =>
        {
            try
            {
                await p.Monitor.RegisterResourceAsync(Thing("a"));
            }
            catch (RpcException e)
            {
                statuses.Add(e.StatusCode);
            }
        });

        Assert.That(statuses, Is.EqualTo([StatusCode.Unavailable]));
    }

    [Test]
    public async Task Functions_are_called_on_the_default_provider()
    {
        ResourceInvokeResponse? answer = null;

        await _stack.UpOverTheWireAsync(async p =>
            answer = await p.Monitor.InvokeAsync(new() { Tok = "fake:index:echo", Args = new() })
        );

        Assert.That(answer!.Return.Fields["token"].StringValue, Is.EqualTo("fake:index:echo"));
    }

    private static RegisterResourceRequest Thing(string name) =>
        new()
        {
            Type = TestProgram.Thing,
            Name = name,
            Custom = true,
            Object = new(),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
        };
}
