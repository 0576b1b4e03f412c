using Infra.Engine.Deployment;
using Infra.Engine.Providers.Operations;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

/// <summary>What <c>import --all</c> finds.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ImportSearches
{
    private readonly TestStack _stack = new() { Kind = DeploymentKind.Import };

    private async Task<ImportSearch> SearchAsync(string package = "fake", string? type = null)
    {
        _stack.Search = new(package) { Type = type };
        var run = await _stack.PreviewAsync(_ => Task.CompletedTask);
        Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
        return _stack.Search;
    }

    [Test]
    public async Task Everything_that_a_program_could_declare_is_found_and_nothing_is_changed()
    {
        _stack.Ledger.Live["1"] = PropertyMap.Of(("name", "web"));
        _stack.Ledger.Live["2"] = PropertyMap.Of(("name", "web"));

        var search = await SearchAsync();

        Assert.That(
            search.Found.Select(s => (s.Type, s.Name, s.Id, s.Protect)),
            Is.EqualTo([
                (TestProgram.Thing, "web", "1", true),
                (TestProgram.Thing, "web-2", "2", true),
            ])
        );
        Assert.That(search.Unfit, Is.Empty);
        Assert.That(_stack.Ledger.Calls, Has.None.Match("create|update|delete"));
    }

    [Test]
    public async Task What_no_program_can_declare_is_told_with_the_reason_and_the_rest_goes_on()
    {
        _stack.Ledger.Live["1"] = PropertyMap.Of(("name", "large"), ("reject", "too large"));
        _stack.Ledger.Live["2"] = PropertyMap.Of(("name", "odd"));
        _stack.Ledger.Live["3"] = PropertyMap.Of(("name", "web"));
        _stack.Behavior.Diff = input =>
            input.Id == "2" ? new() { Changes = DiffChanges.Some, ChangedKeys = ["size"] } : null;

        var search = await SearchAsync();

        Assert.That(search.Found.Select(s => s.Name), Is.EqualTo(["web"]));
        Assert.That(
            search.Unfit.Select(u => (u.Spec.Name, u.Reason)),
            Is.EqualTo([
                ("large", "reject: too large"),
                ("odd", "no program declares it as it is; an up would change size"),
            ])
        );
    }

    [Test]
    public async Task What_the_stack_has_already_is_left_out()
    {
        _stack.Ledger.Live["1"] = PropertyMap.Of(("name", "web"));
        _stack.Ledger.Live["2"] = PropertyMap.Of(("name", "web"));
        _stack.Imports =
        [
            new()
            {
                Type = TestProgram.Thing,
                Name = "web",
                Id = "1",
            },
        ];
        await _stack.UpAsync(_ => Task.CompletedTask);
        _stack.Imports = [];

        var search = await SearchAsync();

        Assert.That(search.Found.Select(s => (s.Name, s.Id)), Is.EqualTo([("web-2", "2")]));
    }

    [Test]
    public async Task A_type_without_a_list_is_refused()
    {
        _stack.Search = new("fake") { Type = "fake:index:Nothing" };

        var run = await _stack.PreviewAsync(_ => Task.CompletedTask);

        Assert.That(run.Succeeded, Is.False);
        Assert.That(run.Log.Errors.Single(), Does.Contain("no list of fake:index:Nothing"));
    }
}
