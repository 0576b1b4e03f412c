using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

/// <summary>What a refresh reads, compares and counts.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class RefreshScopes
{
    private readonly TestStack _stack = new();

    [TestCase("c", 0)]
    [TestCase("f", 1)]
    public async Task Of_what_wants_a_refresh_before_updates_only_targets_are_read(
        string target,
        int reads
    )
    {
        await WantingAsync();
        _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf(target).Value] };

        await _stack.UpAsync(ProgramAsync);

        Assert.That(_stack.Ledger.TakeCalls().Count(c => c == "read f"), Is.EqualTo(reads));
    }

    [Test]
    public async Task An_update_that_runs_the_program_for_its_refresh_reads_nothing_unasked()
    {
        await WantingAsync();
        _stack.Options = _stack.Options with { RunProgram = true };

        await _stack.UpAsync(ProgramAsync);

        Assert.That(_stack.Ledger.TakeCalls(), Has.None.StartWith("read"));
    }

    [Test]
    public async Task A_refresh_reads_once_what_the_program_reads()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("size", 1));
        await _stack.UpAsync(p => p.ReadAsync("r", "there"));
        RefreshWithProgram();

        var run = await _stack.UpAsync(p => p.ReadAsync("r", "there"));

        Assert.Multiple(() =>
        {
            Assert.That(_stack.Ledger.TakeCalls().Count(c => c == "read r"), Is.EqualTo(1));
            Assert.That(run["r"].Inputs, Is.Empty);
        });
    }

    [Test]
    public async Task A_refresh_counts_a_provider_that_the_program_has_just_made_once()
    {
        await _stack.UpAsync(ProgramAsync);
        RefreshWithProgram();

        var run = await _stack.UpAsync(async p =>
        {
            await p.ProviderAsync("new");
            await ProgramAsync(p);
        });

        Assert.That(
            run.Changes,
            Is.EqualTo(new Dictionary<StepOp, int> { [StepOp.Same] = 2, [StepOp.Create] = 1 })
        );
    }

    [Test]
    public async Task A_refresh_compares_what_was_read_and_marks_secrets_only_in_the_state()
    {
        await _stack.UpAsync(SecretAsync);
        var compared = new List<PropertyValue?>();
        _stack.Behavior.Diff = input =>
        {
            compared.Add(input.OldOutputs.Get("out"));
            return null;
        };
        _stack.Kind = DeploymentKind.Refresh;

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(compared.Single(), Is.InstanceOf<PropertyValue.String>());
            Assert.That(run["a"].Outputs.Get("out"), Is.InstanceOf<PropertyValue.Secret>());
        });
    }

    [Test]
    public async Task A_refresh_keeps_only_properties_that_depend_on_something()
    {
        var before = await _stack.UpOverTheWireAsync(async p =>
            await p.Monitor.RegisterResourceAsync(Requests.Thing("a", PropertyMap.Of(("size", 1))))
        );
        _stack.Kind = DeploymentKind.Refresh;

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(before["a"].PropertyDependencies.Keys, Is.EqualTo(["size"]));
            Assert.That(run["a"].PropertyDependencies, Is.Empty);
        });
    }

    [Test]
    public async Task A_read_counts_only_when_it_found_something_else()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("size", 1));
        var first = await _stack.UpAsync(p => p.ReadAsync("r", "there"));
        var same = await _stack.UpAsync(p => p.ReadAsync("r", "there"));
        _stack.Ledger.Live["there"] = PropertyMap.Of(("size", 2));

        var other = await _stack.UpAsync(p => p.ReadAsync("r", "there"));

        Assert.Multiple(() =>
        {
            Assert.That(first.Changes, Is.Empty);
            Assert.That(same.Changes, Is.Empty);
            Assert.That(other.Changes[StepOp.Read], Is.EqualTo(1));
        });
    }

    [Test]
    public async Task An_output_that_is_secret_from_now_on_is_hidden_in_the_former_state_too()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var run = await _stack.UpAsync(SecretAsync);

        var done = run.Log.Events.OfType<EngineEvent.ResourceOutputs>().Single(e => e.IsShown).Step;
        Assert.That(done.Old!.Outputs.Get("out"), Is.InstanceOf<PropertyValue.Secret>());
    }

    [Test]
    public async Task What_stays_or_is_updated_begins_without_id_and_outputs()
    {
        await _stack.UpAsync(ProgramAsync);

        var run = await _stack.UpAsync(ProgramAsync);

        var begun = run
            .Log.Events.OfType<EngineEvent.ResourcePre>()
            .First(e => e.IsShown)
            .Step.New!;
        Assert.Multiple(() =>
        {
            Assert.That(begun.Id, Is.Empty);
            Assert.That(begun.Outputs, Is.Empty);
            Assert.That(run["c"].Id, Is.Not.Empty);
        });
    }

    private async Task WantingAsync()
    {
        var run = await _stack.UpAsync(ProgramAsync);
        _stack.Snapshot = run.Snapshot with
        {
            Resources =
            [
                .. run.Snapshot.Resources.Select(s =>
                    s with
                    {
                        RefreshBeforeUpdate = s.Urn.Name == "f",
                    }
                ),
            ],
        };
    }

    private void RefreshWithProgram()
    {
        _stack.Kind = DeploymentKind.Refresh;
        _stack.Options = _stack.Options with { RunProgram = true };
    }

    private static async Task ProgramAsync(TestProgram program)
    {
        await program.ThingAsync("c");
        await program.ThingAsync("f");
    }

    private static Task SecretAsync(TestProgram program) =>
        program.ThingAsync("a", options: g => g with { AdditionalSecretOutputs = ["out"] });
}
