using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Transforms
{
    private readonly TestStack _stack = new();
    private CallbackServer _callbacks = null!;

    [SetUp]
    public async Task ServeAsync() => _callbacks = await CallbackServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _callbacks.DisposeAsync();

    [Test]
    public async Task Run_from_the_resource_over_its_ancestors_to_the_stack()
    {
        var order = new List<string>();
        Callback Note(string who) => _callbacks.Transform(_ => order.Add(who));

        await _stack.UpOverTheWireAsync(async p =>
        {
            await p.Monitor.RegisterStackTransformAsync(Note("stack"));
            var group = Requests.Component("group");
            group.Transforms.Add(Note("group"));
            var parent = await p.Monitor.RegisterResourceAsync(group);
            order.Clear();

            var thing = Requests.Thing("a");
            thing.Parent = parent.Urn;
            thing.Transforms.Add([Note("own 1"), Note("own 2")]);
            await p.Monitor.RegisterResourceAsync(thing);
        });

        Assert.That(order, Is.EqualTo(["own 1", "own 2", "group", "stack"]));
    }

    [Test]
    public async Task Change_inputs_and_options()
    {
        var run = await UpAsync(
            Requests.Thing("a", PropertyMap.Of(("size", 1))),
            change =>
            {
                change.Properties.Fields["size"] = Value.ForNumber(2);
                change.Options.Protect = true;
                change.Options.IgnoreChanges.Add("color");
                change.Options.CustomTimeouts = new() { Create = "90s" };
                change.Options.Aliases.Add(new Alias { Spec = new() { Name = "former" } });
            }
        );

        Assert.Multiple(() =>
        {
            Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo(new PropertyValue.Number(2)));
            Assert.That(run["a"].Protect, Is.True);
            Assert.That(run["a"].IgnoreChanges, Is.EqualTo(["color"]));
            Assert.That(run["a"].CustomTimeouts!.Create, Is.EqualTo(90));
        });
    }

    [Test]
    public async Task Leave_what_they_do_not_answer_as_it_is()
    {
        var run = await UpAsync(
            Requests.Thing("a", PropertyMap.Of(("size", 1))),
            change =>
            {
                change.Properties = null;
                change.Options = null;
            }
        );

        Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo(new PropertyValue.Number(1)));
    }

    [Test]
    public async Task See_secrets_and_origins_of_inputs_as_outputs()
    {
        PropertyMap? seen = null;

        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var a = await p.Monitor.RegisterResourceAsync(Requests.Thing("a"));
            var thing = Requests.Thing(
                "b",
                PropertyMap.Of(("password", new PropertyValue.Secret("hunter2")), ("from", "x"))
            );
            thing.Dependencies.Add(a.Urn);
            thing.PropertyDependencies["from"] = new() { Urns = { a.Urn } };
            thing.Transforms.Add(
                _callbacks.Transform(change => seen = PropertyDecoder.Decode(change.Properties))
            );
            await p.Monitor.RegisterResourceAsync(thing);
        });

        var origin = TestStack.UrnOf("a");
        Assert.Multiple(() =>
        {
            Assert.That(
                seen!.Get("password"),
                Is.EqualTo(new PropertyValue.Output("hunter2", IsSecret: true, []))
            );
            Assert.That(
                seen.Get("from"),
                Is.EqualTo(new PropertyValue.Output("x", IsSecret: false, [origin.Value]))
            );
            Assert.That(run["b"].PropertyDependencies["from"], Is.EqualTo([origin]));
            Assert.That(run["b"].Dependencies, Is.EqualTo([origin]));
            Assert.That(run["b"].Inputs.Get("password"), Is.InstanceOf<PropertyValue.Secret>());
        });
    }

    [Test]
    public async Task Add_dependencies()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            var a = await p.Monitor.RegisterResourceAsync(Requests.Thing("a"));
            await p.Monitor.RegisterStackTransformAsync(
                _callbacks.Transform(change => change.Options.DependsOn.Add(a.Urn))
            );
            await p.Monitor.RegisterResourceAsync(Requests.Thing("b"));
        });

        Assert.That(run["b"].Dependencies, Is.EqualTo([TestStack.UrnOf("a")]));
    }

    [Test]
    public async Task That_throw_fail_the_registration_with_their_own_text()
    {
        var detail = "";

        await _stack.UpOverTheWireAsync(async p =>
        {
            var thing = Requests.Thing("a");
            thing.Transforms.Add(
                _callbacks.Add<TransformRequest>(_ =>
                    throw new RpcException(new(StatusCode.Unknown, "no a today"))
                )
            );
            detail = await RefusalAsync(p.Monitor.RegisterResourceAsync(thing).ResponseAsync);
        });

        Assert.That(detail, Does.Contain("no a today"));
    }

    [Test]
    public async Task Without_a_target_are_refused()
    {
        var detail = "";

        await _stack.UpOverTheWireAsync(async p =>
            detail = await RefusalAsync(
                p.Monitor.RegisterStackTransformAsync(new() { Token = "t" }).ResponseAsync
            )
        );

        Assert.That(detail, Does.Contain("target"));
    }

    [Test]
    public async Task Of_functions_change_arguments()
    {
        ResourceInvokeResponse? answer = null;

        await _stack.UpOverTheWireAsync(async p =>
        {
            await p.Monitor.RegisterStackInvokeTransformAsync(
                _callbacks.Add<TransformInvokeRequest>(request =>
                {
                    request.Args.Fields["added"] = Value.ForString("for " + request.Token);
                    return new TransformInvokeResponse
                    {
                        Args = request.Args,
                        Options = request.Options,
                    };
                })
            );
            answer = await p.Monitor.InvokeAsync(new() { Tok = "fake:index:echo", Args = new() });
        });

        Assert.That(answer!.Return.Fields["added"].StringValue, Is.EqualTo("for fake:index:echo"));
    }

    private static async Task<string> RefusalAsync<T>(Task<T> call)
    {
        try
        {
            await call;
            return "";
        }
        catch (RpcException e)
        {
            return e.Status.Detail;
        }
    }

    private Task<TestRun> UpAsync(
        RegisterResourceRequest thing,
        Action<TransformResponse> change
    ) =>
        _stack.UpOverTheWireAsync(async p =>
        {
            thing.Transforms.Add(_callbacks.Transform(change));
            await p.Monitor.RegisterResourceAsync(thing);
        });
}
