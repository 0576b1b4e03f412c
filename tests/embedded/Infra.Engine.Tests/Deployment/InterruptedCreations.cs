using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.State;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class InterruptedCreations
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task Stay_until_the_user_says_what_became_of_them()
    {
        await InterruptAsync();

        var run = await RefreshAsync(options => options);

        Assert.That(run.Snapshot.PendingOperations, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Are_cleared_when_the_user_says_that_there_is_nothing()
    {
        await InterruptAsync();

        var run = await RefreshAsync(options => options with { ClearPendingCreates = true });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Snapshot.PendingOperations, Is.Empty);
            Assert.That(run.Names, Is.EqualTo(["a"]));
        });
    }

    [Test]
    public async Task Are_imported_by_the_id_that_the_user_found()
    {
        await InterruptAsync();
        _stack.Ledger.Live["found"] = PropertyMap.Of(("size", 1));

        var run = await RefreshAsync(options => Import(options, "b", "found"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run.Snapshot.PendingOperations, Is.Empty);
            Assert.That(run["b"].Id, Is.EqualTo("found"));
            Assert.That(run["b"].Inputs, Is.EqualTo(PropertyMap.Of(("size", 1))));
        });
    }

    [Test]
    public async Task Stay_when_there_is_nothing_of_that_id()
    {
        await InterruptAsync();

        var run = await RefreshAsync(options => Import(options, "b", "nonsense"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("nonsense"));
            Assert.That(run.Snapshot.PendingOperations, Has.Length.EqualTo(1));
        });
    }

    [Test]
    public async Task That_there_were_none_of_cannot_be_imported()
    {
        await InterruptAsync();

        var run = await RefreshAsync(options => Import(options, "a", "x"));

        Assert.That(run.Log.Errors.Single(), Does.Contain(TestStack.UrnOf("a").Value));
    }

    [TestCase(DeploymentKind.Update, false, 1)]
    [TestCase(DeploymentKind.Destroy, false, 1)]
    [TestCase(DeploymentKind.Update, true, 0)]
    [TestCase(DeploymentKind.Refresh, false, 0)]
    [TestCase(DeploymentKind.Import, false, 0)]
    public async Task Are_told_once_before_anything_is_changed(
        DeploymentKind kind,
        bool isPreview,
        int times
    )
    {
        await InterruptAsync();
        _stack.Kind = kind;
        _stack.Options = _stack.Options with { IsPreview = isPreview };

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.That(
            run.Log.Warnings.Where(w =>
                w.Contains($"{TestStack.UrnOf("b").Value}, interrupted while creating")
            ),
            Has.Exactly(times).Items
        );
    }

    private static DeploymentOptions Import(DeploymentOptions options, string name, string id) =>
        options with
        {
            ImportPendingCreates = ImmutableDictionary<string, string>.Empty.Add(
                TestStack.UrnOf(name).Value,
                id
            ),
        };

    private async Task InterruptAsync()
    {
        var run = await _stack.UpAsync(p => p.ThingAsync("a"));
        var interrupted = run["a"] with { Urn = TestStack.UrnOf("b"), Id = "" };
        _stack.Snapshot = run.Snapshot with
        {
            PendingOperations = [new(interrupted, OperationType.Creating)],
        };
    }

    private Task<TestRun> RefreshAsync(Func<DeploymentOptions, DeploymentOptions> change)
    {
        _stack.Kind = DeploymentKind.Refresh;
        _stack.Options = change(_stack.Options);
        return _stack.UpAsync(_ => Task.CompletedTask);
    }
}
