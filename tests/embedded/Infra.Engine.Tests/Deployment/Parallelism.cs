using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Parallelism
{
    private readonly TestStack _stack = new();
    private readonly Lock _gate = new();
    private int _running;
    private int _most;

    [TestCase(1)]
    [TestCase(3)]
    public async Task No_more_operations_run_at_once_than_allowed(int parallel)
    {
        var full = new TaskCompletionSource();
        _stack.Options = _stack.Options with { Parallel = parallel };
        _stack.Behavior.Before = _ => CountAsync(parallel, full);

        await _stack.UpAsync(p =>
            Task.WhenAll(Enumerable.Range(0, 9).Select(i => p.ThingAsync($"r{i}")))
        );

        Assert.That(_most, Is.EqualTo(parallel));
    }

    [Test]
    public async Task Dependents_are_deleted_before_what_they_depend_on()
    {
        await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            var b = await p.ThingAsync("b", options: g => g with { Dependencies = [a.Urn] });
            await p.ThingAsync("c", options: g => g with { Dependencies = [b.Urn] });
        });

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.That(
            _stack.Ledger.TakeCalls().Where(c => c.StartsWith("delete", StringComparison.Ordinal)),
            Is.EqualTo(["delete c", "delete b", "delete a"])
        );
    }

    [Test]
    public async Task What_is_in_a_component_outlives_what_depends_on_the_component()
    {
        await _stack.UpAsync(async p =>
        {
            var component = await p.ComponentAsync("group");
            await p.ThingAsync("inside", options: g => g with { Parent = component.Urn });
            await p.ThingAsync("user", options: g => g with { Dependencies = [component.Urn] });
        });

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.That(
            _stack.Ledger.TakeCalls().Where(c => c.StartsWith("delete", StringComparison.Ordinal)),
            Is.EqualTo(["delete user", "delete inside"])
        );
    }

    [Test]
    public async Task Providers_check_several_resources_at_once()
    {
        var full = new TaskCompletionSource();
        _stack.Behavior.BeforeCheck = _ => CountAsync(3, full);

        var run = await _stack.UpAsync(p =>
            Task.WhenAll(Enumerable.Range(0, 3).Select(i => p.ThingAsync($"r{i}")))
        );

        Assert.That(run.Names, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Steps_are_planned_in_the_order_of_the_program_however_long_checks_take()
    {
        var last = new TaskCompletionSource();
        _stack.Behavior.BeforeCheck = input =>
        {
            if (input.Urn.Name == "r2")
            {
                last.SetResult();
            }

            return input.Urn.Name == "r0" ? last.Task : Task.CompletedTask;
        };

        var run = await _stack.PreviewAsync(p =>
            Task.WhenAll(Enumerable.Range(0, 3).Select(i => p.ThingAsync($"r{i}")))
        );

        Assert.That(run.Log.Steps, Is.EqualTo(["Create r0", "Create r1", "Create r2"]));
    }

    private async Task CountAsync(int parallel, TaskCompletionSource full)
    {
        lock (_gate)
        {
            _most = Math.Max(_most, ++_running);
            if (_running == parallel)
            {
                full.TrySetResult();
            }
        }

        await full.Task;
        lock (_gate)
        {
            _running--;
        }
    }
}
