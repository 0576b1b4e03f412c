using Infra.Engine.Goals;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Failures
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task A_failed_create_leaves_nothing_and_says_why()
    {
        _stack.Behavior.Failing.Add("create a");

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors, Is.EqualTo(["create a failed"]));
            Assert.That(run.Names, Is.Empty);
            Assert.That(run.Snapshot.PendingOperations, Is.Empty);
        });
    }

    [Test]
    public async Task A_create_that_fails_half_way_is_recorded_and_updated_next_time()
    {
        _stack.Behavior.FailingHalfWay.Add("create a");
        var first = await _stack.UpAsync(p => p.ThingAsync("a"));

        var second = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Multiple(() =>
        {
            Assert.That(first.Succeeded, Is.False);
            Assert.That(first["a"].InitErrors, Is.EqualTo(["create a failed half-way"]));
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo([first["a"].Id]));
            Assert.That(second.Log.Steps, Is.EqualTo(["Update a"]));
            Assert.That(second["a"].InitErrors, Is.Empty);
        });
    }

    [Test]
    public async Task An_update_that_fails_half_way_keeps_the_old_inputs()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));
        _stack.Behavior.FailingHalfWay.Add("update a");

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 2))));

        Assert.Multiple(() =>
        {
            Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo((PropertyValue)1));
            Assert.That(run["a"].Outputs.Get("size"), Is.EqualTo((PropertyValue)2));
        });
    }

    [Test]
    public async Task A_failed_delete_of_an_old_half_is_tried_again()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("forceNew", 1))));
        _stack.Behavior.Failing.Add("delete a");
        var failed = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("forceNew", 2))));
        _stack.Behavior.Failing.Clear();

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("forceNew", 2))));

        Assert.Multiple(() =>
        {
            Assert.That(failed.Names, Is.EqualTo(["a", "a"]));
            Assert.That(run.Log.Steps, Is.EqualTo(["Same a", "DeleteReplaced a"]));
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo([run["a"].Id]));
        });
    }

    [Test]
    public async Task A_rejected_input_fails_the_run_before_anything_is_made()
    {
        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("reject", "too small")))
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(
                run.Log.Errors.Single(),
                Does.Contain("property reject").And.Contain("too small")
            );
            Assert.That(_stack.Ledger.Live, Is.Empty);
        });
    }

    [Test]
    public async Task A_preview_checks_everything_and_reports_the_errors_in_the_programs_order()
    {
        await _stack.UpAsync(p => p.ThingAsync("old"));
        _stack.Options = _stack.Options with { IsPreview = true };

        var run = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a", PropertyMap.Of(("reject", "first")));
            await p.ThingAsync("b");
            await p.ThingAsync("c", PropertyMap.Of(("reject", "second")));
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Count(), Is.EqualTo(2));
            Assert.That(run.Log.Errors.First(), Does.Contain("first"));
            Assert.That(run.Log.Errors.Last(), Does.Contain("second"));
            Assert.That(run.Log.Steps, Does.Not.Contain("Delete old"), "the plan is not whole");
        });
    }

    [TestCase(1)]
    [TestCase(16)]
    public async Task Three_wrong_resources_are_three_errors_in_a_preview(int parallel)
    {
        _stack.Options = new() { IsPreview = true, Parallel = parallel };

        var run = await _stack.UpAsync(p =>
            Task.WhenAll(
                new[] { "a", "b", "c" }.Select(name =>
                    p.ThingAsync(name, PropertyMap.Of(("reject", name)))
                )
            )
        );

        Assert.That(
            run.Log.Errors.Select(e => e[^1]),
            Is.EqualTo("abc"),
            string.Join('\n', run.Log.Errors)
        );
    }

    [Test]
    public async Task A_wrong_value_is_there_once_as_the_provider_quotes_it()
    {
        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("reject", "\"12 gigs\" is no size")))
        );

        Assert.That(
            run.Log.Errors.Single(),
            Is.EqualTo("fake:index:Thing resource 'a': property reject: \"12 gigs\" is no size")
        );
    }

    [Test]
    public async Task With_continue_on_error_only_dependents_are_skipped()
    {
        _stack.Options = _stack.Options with { ContinueOnError = true };
        _stack.Behavior.Failing.Add("create a");
        var outcomes = new List<RegistrationOutcome>();

        var run = await _stack.UpAsync(async p =>
        {
            var a = await p.RegisterAsync("a");
            var b = await p.RegisterAsync(
                "b",
                options: g => g with { Dependencies = [a.State.Urn] }
            );
            var c = await p.RegisterAsync("c");
            outcomes.AddRange([a.Outcome, b.Outcome, c.Outcome]);
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(
                outcomes,
                Is.EqualTo([
                    RegistrationOutcome.Fail,
                    RegistrationOutcome.Skip,
                    RegistrationOutcome.Success,
                ])
            );
            Assert.That(run.Names, Is.EqualTo(["c"]));
        });
    }

    [Test]
    public async Task Two_resources_of_one_name_are_refused()
    {
        var run = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("a");
        });

        Assert.That(run.Log.Errors.Single(), Does.Contain("is taken"));
    }

    [Test]
    public async Task A_protected_resource_is_not_deleted_and_others_are()
    {
        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a", options: g => g with { Protect = true });
            await p.ThingAsync("b");
        });

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("protected"));
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Cancelling_lets_running_steps_finish_and_records_them()
    {
        using var cancellation = new CancellationTokenSource();
        _stack.Behavior.Before = async call =>
        {
            if (call == "create b")
            {
                await cancellation.CancelAsync();
            }
        };

        var run = await _stack.UpAsync(
            async p =>
            {
                await p.ThingAsync("a");
                await p.ThingAsync("b");
                await p.ThingAsync("c");
            },
            cancellation.Token
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Names, Is.EqualTo(["a", "b"]));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(2));
            Assert.That(run.Snapshot.PendingOperations, Is.Empty);
        });
    }
}
