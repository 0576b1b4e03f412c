using Grpc.Core;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Deployment;

/// <summary>Resources whose provider changes, or is needed before the program registers it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ProviderMoves
{
    private readonly TestStack _stack = new();

    [TestCase(DeploymentKind.Refresh, false)]
    [TestCase(DeploymentKind.Update, true)]
    [TestCase(DeploymentKind.Destroy, false)]
    public async Task A_resource_is_reached_by_its_provider_that_waits_for_its_deletion(
        DeploymentKind kind,
        bool refresh
    )
    {
        await _stack.UpAsync(p => ReplacedAsync(p, 1));
        _stack.Behavior.Failing.Add("create d");
        var failed = await _stack.UpAsync(p => ReplacedAsync(p, 2));
        _stack.Behavior.Failing.Clear();
        (_stack.Kind, _stack.Options) = (kind, _stack.Options with { Refresh = refresh });

        var run = await _stack.UpAsync(p =>
            kind == DeploymentKind.Update ? ReplacedAsync(p, 2) : Task.CompletedTask
        );

        Assert.Multiple(() =>
        {
            Assert.That(failed.Snapshot.Resources.Count(s => s.Urn.Name == "a"), Is.EqualTo(2));
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
        });
    }

    [Test]
    public async Task A_refresh_reads_a_resource_with_the_provider_that_the_program_gives_it_now()
    {
        await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: false));
        _stack.Kind = DeploymentKind.Refresh;
        _stack.Options = _stack.Options with { RunProgram = true };

        var run = await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: true));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run["c"].Provider, Does.Contain("::a::"));
            Assert.That(run["d"].Provider, Does.Contain("::default::"));
        });
    }

    [Test]
    public async Task An_update_that_runs_the_program_refreshes_with_the_provider_of_today()
    {
        await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: false));
        _stack.Options = _stack.Options with { Refresh = true, RunProgram = true };

        var run = await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: true));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(
                run.Log.Events.OfType<EngineEvent.ResourcePre>()
                    .Single(e => e.Step is { Op: StepOp.Refresh, Urn.Name: "c" })
                    .Step.Provider,
                Does.Contain("::a::")
            );
        });
    }

    [Test]
    public async Task A_destroy_that_runs_the_program_deletes_with_the_provider_of_today()
    {
        await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: false));
        _stack.Kind = DeploymentKind.Destroy;
        _stack.Options = _stack.Options with { RunProgram = true };

        var run = await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: true));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(_stack.Ledger.Live, Is.Empty);
        });
    }

    [Test]
    public async Task A_provider_registered_after_an_untargeted_resource_that_needs_it_is_refused_with_the_remedy()
    {
        await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: false));
        var target = TestStack.UrnOf("d").Value;
        _stack.Options = _stack.Options with { Targets = [target] };

        var run = await _stack.UpOverTheWireAsync(p => MovedAsync(p, isMoved: true));

        Assert.That(
            run.Log.Errors.Single(),
            Does.Contain("is registered too late").And.Contain("Target that resource too")
        );
    }

    [Test]
    public async Task Without_a_version_the_newest_of_the_state_is_the_default()
    {
        await _stack.UpOverTheWireAsync(async p =>
        {
            await RegisterAsync(p, Versioned("a", "1.2.4"));
            await RegisterAsync(p, Versioned("b", "1.2.10"));
        });

        var run = await _stack.UpOverTheWireAsync(async p =>
        {
            await RegisterAsync(p, Versioned("a", "1.2.4"));
            await RegisterAsync(p, Requests.Thing("b"));
            await ProviderAsync(p, "own");
        });

        Assert.Multiple(() =>
        {
            Assert.That(run["b"].Provider, Does.Contain("::default_1_2_10::"));
            Assert.That(run["own"].Inputs.Get("version"), Is.EqualTo((PropertyValue)"1.2.10"));
        });
    }

    [Test]
    public async Task A_provider_that_a_refresh_has_started_goes_on_when_it_is_unchanged()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.Options = _stack.Options with { Refresh = true };

        await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.That(
            _stack.Ledger.TakeCalls().Count(call => call == "configure default"),
            Is.EqualTo(1)
        );
    }

    private static async Task ReplacedAsync(TestProgram program, int value)
    {
        var a = await program.ProviderAsync("a", PropertyMap.Of(("forceAll", value)));
        await program.ThingAsync("d", options: g => g with { Provider = a });
    }

    // The default provider is registered only with the first resource that has none of its own.
    private static async Task MovedAsync(MonitorRun program, bool isMoved)
    {
        var provider = await ProviderAsync(program, "a");
        var c = Requests.Thing("c");
        c.Provider = isMoved ? provider : "";
        await RegisterAsync(program, c);
        await RegisterAsync(program, Requests.Thing("d"));
    }

    private static async Task<string> ProviderAsync(MonitorRun program, string name)
    {
        var provider = await program.Monitor.RegisterResourceAsync(
            new()
            {
                Type = Urn.ProviderTypePrefix + "fake",
                Name = name,
                Custom = true,
                Object = new(),
                SupportsResultReporting = true,
            }
        );
        return $"{provider.Urn}::{provider.Id}";
    }

    private static RegisterResourceRequest Versioned(string name, string version)
    {
        var thing = Requests.Thing(name);
        thing.Version = version;
        return thing;
    }

    private static async Task RegisterAsync(MonitorRun program, RegisterResourceRequest thing)
    {
        try
        {
            await program.Monitor.RegisterResourceAsync(thing);
        }
        catch (RpcException)
        {
            // The run failed.
        }
    }
}
