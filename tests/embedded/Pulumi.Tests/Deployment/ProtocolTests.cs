using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumirpc;

namespace Pulumi.Tests.Deployment;

internal sealed class ProtocolTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task A_program_sends_its_requests_in_the_order_of_the_real_sdk()
    {
        var code = await _run.RunAsync(() =>
        {
            var thing = new Thing("one");
            return new() { ["text"] = thing.Text };
        });

        Assert.That(code, Is.Zero);
        Assert.That(
            _run.Calls.Names,
            Is.EqualTo([
                "feature resourceReferences",
                "feature aliasSpecs",
                "register shop-dev",
                "register one",
                "outputs",
                "shutdown",
            ])
        );
    }

    [Test]
    public async Task The_sdk_itself_writes_no_log_messages()
    {
        await _run.RunAsync(() => new Group("g"));

        Assert.That(_run.Logs, Is.Empty);
    }

    [Test]
    public async Task A_feature_is_asked_for_once_however_many_resources_need_it()
    {
        await _run.RunAsync(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                new Thing($"t{i}");
            }
        });

        Assert.That(
            _run.Calls.Of<SupportsFeatureRequest>().Select(f => f.Id),
            Is.EquivalentTo(["resourceReferences", "aliasSpecs"])
        );
    }

    [Test]
    public async Task The_stack_is_a_component_named_after_project_and_stack_without_parent()
    {
        await _run.RunAsync(() => { });

        var stack = _run.Calls.Registration("shop-dev");
        Assert.Multiple(() =>
        {
            Assert.That(stack.Type, Is.EqualTo("pulumi:pulumi:Stack"));
            Assert.That(stack.Custom, Is.False);
            Assert.That(stack.Parent, Is.Empty);
            Assert.That(stack.AcceptSecrets && stack.AcceptResources, Is.True);
            Assert.That(stack.SupportsResultReporting, Is.True);
            Assert.That(stack.SupportsPartialValues, Is.False);
            Assert.That(stack.Hooks, Is.Not.Null);
        });
    }

    [Test]
    public async Task Every_input_has_its_dependencies_even_when_there_are_none()
    {
        await _run.RunAsync(() =>
        {
            var one = new Thing("one", new() { Text = "a" });
            new Thing("two", new() { Text = one.Text, Size = 3 });
        });

        var two = _run.Calls.Registration("two");
        Assert.Multiple(() =>
        {
            Assert.That(two.PropertyDependencies.Keys, Is.EquivalentTo(["list", "size", "text"]));
            Assert.That(two.PropertyDependencies["text"].Urns, Is.EqualTo([Urns.Thing("one")]));
            Assert.That(two.PropertyDependencies["size"].Urns, Is.Empty);
            Assert.That(two.Dependencies, Is.EqualTo([Urns.Thing("one")]));
        });
    }

    [Test]
    public async Task The_program_ends_only_when_work_nobody_waits_for_is_done()
    {
        var gate = new TaskCompletionSource();
        var late = false;
        var running = _run.RunAsync(() =>
            Output
                .Create(gate.Task.ContinueWith(_ => 1, TaskScheduler.Default))
                .Apply(_ => late = true)
        );
        Assert.That(running.IsCompleted, Is.False);

        gate.SetResult();

        Assert.That(await running, Is.Zero);
        Assert.That(late, Is.True);
    }

    [Test]
    public async Task An_engine_that_does_not_know_the_shutdown_signal_is_fine()
    {
        _run.Monitor.KnowsShutdown = false;

        Assert.That(await _run.RunAsync(() => { }), Is.Zero);
    }

    [Test]
    public async Task Resources_created_inside_of_an_apply_are_registered_before_the_end()
    {
        await _run.RunAsync(() =>
        {
            var one = new Thing("one", new() { Text = "a" });
            one.Text.Apply(text =>
                new Thing($"inner-{text}").Text.Apply(_ => new Thing("innermost"))
            );
        });

        Assert.That(_run.Calls.Names, Does.Contain("register innermost"));
    }
}
