using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

/// <summary>Hooks for errors: they say whether an operation that failed is tried again.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ErrorHooks
{
    private readonly TestStack _stack = new();
    private CallbackServer _callbacks = null!;

    [SetUp]
    public async Task ServeAsync() => _callbacks = await CallbackServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _callbacks.DisposeAsync();

    [Test]
    public async Task Have_the_operation_tried_again()
    {
        var (tries, seen) = (0, new List<ErrorHookRequest>());
        _stack.Behavior.Before = call =>
            ++tries < 3
                ? throw new Infra.Protocol.InfraException($"try {tries}")
                : Task.CompletedTask;

        var run = await WithErrorHookAsync(request =>
        {
            seen.Add(request);
            return new() { Retry = true };
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(seen.ConvertAll(r => r.FailedOperation), Is.EqualTo(["create", "create"]));
            Assert.That(seen[1].Errors, Is.EqualTo(["try 2", "try 1"]));
            Assert.That(run.Log.Warnings.Count(), Is.EqualTo(2));
            Assert.That(run.Names, Is.EqualTo(["a"]));
        });
    }

    [Test]
    public async Task Can_give_up()
    {
        _stack.Behavior.Failing.Add("create a");

        var run = await WithErrorHookAsync(_ => new() { Retry = false });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Is.EqualTo("create a failed"));
        });
    }

    [Test]
    public async Task Give_up_after_a_hundred_tries()
    {
        _stack.Behavior.Failing.Add("create a");
        var asked = 0;

        var run = await WithErrorHookAsync(_ =>
        {
            asked++;
            return new() { Retry = true };
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(asked, Is.EqualTo(99));
        });
    }

    [Test]
    public async Task Have_half_way_failures_of_an_update_tried_again_with_the_new_inputs()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));
        _stack.Behavior.FailingHalfWay.Add("update a");

        var run = await WithErrorHookAsync(_ =>
        {
            _stack.Behavior.FailingHalfWay.Clear();
            return new() { Retry = true };
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo(new PropertyValue.Number(2)));
            Assert.That(run["a"].InitErrors, Is.Empty);
        });
    }

    private Task<TestRun> WithErrorHookAsync(Func<ErrorHookRequest, ErrorHookResponse> decide) =>
        _stack.UpOverTheWireAsync(async p =>
        {
            await p.Monitor.RegisterErrorHookAsync(
                new() { Name = "retry", Callback = _callbacks.Add(decide) }
            );
            var thing = Requests.Thing("a", PropertyMap.Of(("size", 2)));
            thing.Hooks = new() { OnError = { "retry" } };
            await Hooks.RegisterAsync(p, thing);
        });
}
