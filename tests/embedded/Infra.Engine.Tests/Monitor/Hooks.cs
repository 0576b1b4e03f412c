using Grpc.Core;
using Infra.Engine.Deployment;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Hooks
{
    private readonly TestStack _stack = new();
    private readonly List<string> _calls = [];
    private CallbackServer _callbacks = null!;

    [SetUp]
    public async Task ServeAsync() => _callbacks = await CallbackServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _callbacks.DisposeAsync();

    [Test]
    public async Task Run_before_and_after_create_update_and_delete()
    {
        _stack.Behavior.Before = call =>
        {
            _calls.Add(call);
            return Task.CompletedTask;
        };
        await UpAsync(Bound("a", 1));
        await UpAsync(Bound("a", 2));

        await UpAsync();

        Assert.That(
            _calls,
            Is.EqualTo([
                "beforeCreate - size",
                "create a",
                "afterCreate - out",
                "beforeUpdate 1>2",
                "update a",
                "afterUpdate 1>2",
                "beforeDelete 2>-",
                "delete a",
                "afterDelete 2>-",
            ])
        );
    }

    [Test]
    public async Task Of_components_run_after_the_outputs_are_registered()
    {
        await _stack.UpOverTheWireAsync(async p =>
        {
            await RegisterAsync(p);
            var group = Requests.Component("group");
            group.Hooks = new()
            {
                BeforeCreate = { "beforeCreate" },
                AfterCreate = { "afterCreate" },
            };
            var component = await p.Monitor.RegisterResourceAsync(group);
            _calls.Add("inside");
            await p.Monitor.RegisterResourceOutputsAsync(
                new() { Urn = component.Urn, Outputs = new() }
            );
        });

        Assert.That(
            _calls.ConvertAll(call => call.Split(' ')[0]),
            Is.EqualTo(["beforeCreate", "inside", "afterCreate"])
        );
    }

    [Test]
    public async Task In_previews_run_only_when_they_say_so()
    {
        _stack.Options = _stack.Options with { IsPreview = true };

        await _stack.UpOverTheWireAsync(async p =>
        {
            await RegisterAsync(p);
            await p.Monitor.RegisterResourceHookAsync(
                new()
                {
                    Name = "always",
                    OnDryRun = true,
                    Callback = Hook(_ => _calls.Add("always")),
                }
            );
            var thing = Bound("a", 1);
            thing.Hooks.AfterCreate.Add("always");
            await p.Monitor.RegisterResourceAsync(thing);
        });

        Assert.That(_calls, Is.EqualTo(["always"]));
    }

    [Test]
    public async Task That_fail_before_a_step_prevent_it()
    {
        var run = await FailingAsync(thing => thing.Hooks = new() { BeforeCreate = { "bad" } });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("'bad'").And.Contain("not now"));
            Assert.That(run.Names, Is.Empty);
            Assert.That(run.Snapshot.PendingOperations, Is.Empty);
            Assert.That(_stack.Ledger.Live, Is.Empty);
        });
    }

    [Test]
    public async Task Of_a_program_that_is_gone_are_told_without_the_words_of_the_connection()
    {
        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            await p.Monitor.RegisterResourceHookAsync(
                new()
                {
                    Name = "lost",
                    Callback = new() { Target = "127.0.0.1:1", Token = "t" },
                }
            );
            var thing = Requests.Thing("a");
            thing.Hooks = new() { BeforeCreate = { "lost" } };
            try
            {
                await p.Monitor.RegisterResourceAsync(thing);
            }
            catch (Grpc.Core.RpcException)
            {
                // The run is over; its log has the reason.
            }
        });

        Assert.That(
            run.Log.Errors.Single(),
            Does.EndWith(
                "hook 'lost' failed: The program did not answer at 127.0.0.1:1; it may have ended too early."
            )
        );
    }

    [Test]
    public async Task That_fail_after_a_step_leave_it_recorded_and_fail_the_run()
    {
        var run = await FailingAsync(thing => thing.Hooks = new() { AfterCreate = { "bad" } });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("'bad'").And.Contain("not now"));
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(run.Changes[Infra.Engine.Events.StepOp.Create], Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Whose_errors_are_ignored_only_warn()
    {
        var run = await FailingAsync(
            thing => thing.Hooks = new() { AfterCreate = { "bad" } },
            ignoreErrors: true
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Log.Warnings.Single(), Does.Contain("not now"));
        });
    }

    [Test]
    public async Task Nobody_registered_fail_the_step()
    {
        var run = await UpAsync(withHooks: false, Bound("a", 1));

        Assert.That(run.Log.Errors.Single(), Does.Contain("'beforeCreate' is not registered"));
    }

    [Test]
    public async Task Of_deletions_refuse_a_destroy_without_the_program_before_anything_is_deleted()
    {
        await UpAsync(Bound("a", 1), Requests.Thing("b"));
        _stack.Kind = DeploymentKind.Destroy;

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("add --run-program"));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task May_not_share_a_name()
    {
        var detail = "";

        await _stack.UpOverTheWireAsync(async p =>
        {
            await RegisterAsync(p);
            try
            {
                await p.Monitor.RegisterErrorHookAsync(
                    new() { Name = "beforeCreate", Callback = Hook(_ => { }) }
                );
            }
            catch (RpcException e)
            {
                detail = e.Status.Detail;
            }
        });

        Assert.That(detail, Does.Contain("beforeCreate"));
    }

    private Task<TestRun> FailingAsync(
        Action<RegisterResourceRequest> bind,
        bool ignoreErrors = false
    ) =>
        _stack.UpOverTheWireAsync(async p =>
        {
            await p.Monitor.RegisterResourceHookAsync(
                new()
                {
                    Name = "bad",
                    IgnoreErrors = ignoreErrors,
                    Callback = _callbacks.Add<ResourceHookRequest>(_ => new ResourceHookResponse
                    {
                        Error = "not now",
                    }),
                }
            );
            var thing = Requests.Thing("a");
            bind(thing);
            await RegisterAsync(p, thing);
        });

    private Task<TestRun> UpAsync(params RegisterResourceRequest[] things) =>
        UpAsync(withHooks: true, things);

    private Task<TestRun> UpAsync(bool withHooks, params RegisterResourceRequest[] things) =>
        _stack.UpOverTheWireAsync(async p =>
        {
            if (withHooks)
            {
                await RegisterAsync(p);
            }

            foreach (var thing in things)
            {
                await RegisterAsync(p, thing);
            }
        });

    internal static async Task RegisterAsync(MonitorRun program, RegisterResourceRequest thing)
    {
        try
        {
            await program.Monitor.RegisterResourceAsync(thing);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            // The run failed.
        }
    }

    private async Task RegisterAsync(MonitorRun program)
    {
        string[] names =
        [
            "beforeCreate",
            "afterCreate",
            "beforeUpdate",
            "afterUpdate",
            "beforeDelete",
            "afterDelete",
        ];
        foreach (var name in names)
        {
            await program.Monitor.RegisterResourceHookAsync(
                new()
                {
                    Name = name,
                    Callback = Hook(request => _calls.Add(Describe(name, request))),
                }
            );
        }
    }

    private Callback Hook(Action<ResourceHookRequest> work) =>
        _callbacks.Add<ResourceHookRequest>(request =>
        {
            work(request);
            return new ResourceHookResponse();
        });

    private static string Describe(string name, ResourceHookRequest request) =>
        request switch
        {
            { OldInputs: null, NewOutputs: null } => $"{name} - size",
            { OldInputs: null } => $"{name} - out",
            { NewInputs: null } => $"{name} {Size(request.OldInputs)}>-",
            _ => $"{name} {Size(request.OldInputs)}>{Size(request.NewInputs)}",
        };

    private static string Size(Google.Protobuf.WellKnownTypes.Struct inputs) =>
        inputs
            .Fields["size"]
            .NumberValue.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static RegisterResourceRequest Bound(string name, double size)
    {
        var thing = Requests.Thing(name, PropertyMap.Of(("size", size)));
        thing.Hooks = new()
        {
            BeforeCreate = { "beforeCreate" },
            AfterCreate = { "afterCreate" },
            BeforeUpdate = { "beforeUpdate" },
            AfterUpdate = { "afterUpdate" },
            BeforeDelete = { "beforeDelete" },
            AfterDelete = { "afterDelete" },
        };
        return thing;
    }
}
