using Infra.Cli.Display;
using Infra.Cli.Tests.Snapshots;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.Display;

/// <summary>What an update shows while it goes on and at its end.</summary>
internal sealed class UpdateTests
{
    [Test]
    public async Task An_update_shows_each_change_with_its_duration_and_then_the_outputs()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        var (image, disk) = (run.Urn("NixImage", "base"), run.Urn("OverlayDisk", "os"));
        run.Do(run.Step(StepOp.Create, image), seconds: 12);
        run.Do(
            run.Step(StepOp.CreateReplacement, disk, run.State(disk), run.State(disk)) with
            {
                ReplaceKeys = ["pool"],
            },
            0.42
        );
        run.Do(
            run.Step(StepOp.Replace, disk, run.State(disk), run.State(disk)) with
            {
                ReplaceKeys = ["pool"],
            }
        );
        run.Do(run.Step(StepOp.DeleteReplaced, disk, run.State(disk)), 65);
        run.EndStack(
            PropertyMap.Of(("gone", 1)),
            PropertyMap.Of(("address", "10.0.0.2"), ("ports", PropertyValue.List(22, 80)))
        );

        var text = await run.FinishAsync();

        Snapshot.Verify($"{text}\n--- as a tree\n{run.Tree()}");
    }

    [Test]
    public async Task A_failure_is_shown_with_the_resource_and_its_whole_message()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        var image = run.Urn("NixImage", "base");
        run.Begin(run.Step(StepOp.Create, image));
        run.Say(image, DiagnosticSeverity.Info, "building 1 of 3", isEphemeral: true);
        run.Say(
            image,
            DiagnosticSeverity.Error,
            "\e[31mevaluation failed\e[0m:\n  configuration.nix:3:5: syntax error\n"
        );
        run.Fail(run.Step(StepOp.Create, image));
        run.Publish(new EngineEvent.Stdout("hello from the program"));
        run.Say(run.Stack, DiagnosticSeverity.Error, "update failed");

        var text = await run.FinishAsync(succeeded: false);

        Snapshot.Verify($"{text}\n--- as a tree\n{run.Tree()}");
    }

    [Test]
    public void A_running_resource_shows_the_providers_progress_and_its_time()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        var image = run.Urn("NixImage", "base");
        run.Begin(run.Step(StepOp.Create, image))
            .Say(image, DiagnosticSeverity.Info, "building 2 of 3", isEphemeral: true);
        run.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.That(run.Tree(), Does.Contain("base     creating (7s)  building 2 of 3"));
    }

    [Test]
    public void A_log_gets_a_heartbeat_with_the_latest_progress_while_nothing_happens()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        var image = run.Urn("NixImage", "base");
        run.Begin(run.Step(StepOp.Create, image))
            .Say(image, DiagnosticSeverity.Info, "building 2 of 3", isEphemeral: true);

        run.Time.Advance(TimeSpan.FromSeconds(10));
        run.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(
            run.Output,
            Does.EndWith("@ updating (20s) · base creating: building 2 of 3\n")
        );
    }

    [Test]
    public async Task A_destroy_hangs_children_below_parents_that_come_later()
    {
        var run = new SampleRun(SampleRun.Update with { Kind = DeploymentKind.Destroy });
        var component = run.Urn("SelfConfiguringGuest", "db");
        var guest = run.Urn("NixGuest", "db", component);
        run.Do(run.Step(StepOp.Delete, guest, run.State(guest, parent: component)), 2);
        run.Do(run.Step(StepOp.Delete, component, run.State(component)));
        run.Do(
            run.Step(
                StepOp.Delete,
                run.Stack,
                run.State(run.Stack, PropertyMap.Of(("address", "10.0.0.2")))
            )
        );
        var text = await run.FinishAsync();

        Snapshot.Verify($"{text}\n--- as a tree\n{run.Tree()}");
    }

    [Test]
    public async Task Outputs_can_be_suppressed()
    {
        var run = new SampleRun(SampleRun.Update with { SuppressOutputs = true }).BeginStack();
        run.EndStack(outputs: PropertyMap.Of(("address", "10.0.0.2")));

        Assert.That(await run.FinishAsync(), Does.Not.Contain("10.0.0.2"));
    }

    [Test]
    public async Task Secrets_are_shown_only_when_asked_for()
    {
        var outputs = PropertyMap.Of(("token", new PropertyValue.Secret("hunter2")));
        var hidden = await new SampleRun(SampleRun.Update)
            .BeginStack()
            .EndStack(outputs: outputs)
            .FinishAsync();
        var shown = await new SampleRun(SampleRun.Update with { ShowSecrets = true })
            .BeginStack()
            .EndStack(outputs: outputs)
            .FinishAsync();

        Assert.Multiple(() =>
        {
            Assert.That(hidden, Does.Contain("[secret]").And.Not.Contain("hunter2"));
            Assert.That(shown, Does.Contain("hunter2"));
        });
    }

    [Test]
    [CancelAfter(20_000)]
    public void A_window_of_two_thousand_rows_is_drawn_in_a_moment()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        for (var i = 0; i < 2000; i++)
        {
            run.Begin(run.Step(StepOp.Create, run.Urn("NixGuest", $"guest-{i}")));
        }

        var started = TimeProvider.System.GetTimestamp();
        var lines = new TreeTable(run.Board).Window(120, 20).ToList();
        for (var i = 0; i < 20; i++)
        {
            lines = [.. new TreeTable(run.Board).Window(120, 20)];
        }

        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Count.EqualTo(20));
            Assert.That(lines[^1].ToString(), Does.Contain("1983 more rows"));
            Assert.That(TimeProvider.System.GetElapsedTime(started).TotalSeconds, Is.LessThan(2));
        });
    }

    [Test]
    public async Task A_component_that_registers_no_outputs_is_done_when_the_run_is()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        var component = run.Urn("SelfConfiguringGuest", "db");
        run.Begin(
            run.Step(StepOp.Create, component, null, run.State(component) with { Custom = false })
        );
        run.EndStack();
        await run.FinishAsync();

        Assert.That(run.Tree(), Does.Contain("created").And.Not.Contain("interrupted"));
    }

    [Test]
    public void A_log_says_what_goes_on_before_there_are_resources()
    {
        var run = new SampleRun(SampleRun.Preview);
        run.Say(null, DiagnosticSeverity.Info, "building web.csproj", isEphemeral: true);

        run.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(run.Output, Does.EndWith("@ previewing (10s) · building web.csproj\n"));
    }
}
