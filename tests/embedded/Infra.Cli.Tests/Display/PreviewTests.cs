using System.Collections.Immutable;
using Infra.Cli.Tests.Snapshots;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.Display;

/// <summary>What a preview shows.</summary>
internal sealed class PreviewTests
{
    [Test]
    public async Task A_preview_shows_what_is_created_updated_replaced_and_deleted()
    {
        var run = Plan(new(SampleRun.Preview));

        var text = await run.FinishAsync();

        Snapshot.Verify(
            $"{text}\n--- as a tree of 120 columns\n{run.Tree()}\n--- as a tree of 80 columns\n{run.Tree(80)}"
        );
    }

    [Test]
    public async Task Differences_of_properties_take_the_place_of_the_rows()
    {
        var run = Plan(new(SampleRun.Preview with { Diff = true }));

        Snapshot.Verify(await run.FinishAsync());
    }

    [Test]
    public async Task A_refresh_names_what_is_gone_and_what_has_changed()
    {
        var run = new SampleRun(
            SampleRun.Preview with
            {
                Kind = Engine.Deployment.DeploymentKind.Refresh,
            }
        ).BeginStack();
        var (gone, changed) = (run.Urn("OverlayDisk", "os"), run.Urn("NixGuest", "web"));
        Find(run.Step(StepOp.Delete, gone, run.State(gone)) with { New = null });
        Find(
            run.Step(StepOp.Update, changed, run.State(changed)) with
            {
                DetailedDiff = ImmutableSortedDictionary<string, PropertyDiff>.Empty.Add(
                    "running",
                    new(PropertyDiffKind.Update, false) { Impact = "in-place" }
                ),
            }
        );
        run.EndStack();
        var text = await run.FinishAsync();

        Assert.Multiple(() =>
        {
            Assert.That(run.Tree(), Does.Match(" os +gone"));
            Assert.That(run.Tree(), Does.Match(" web +changed").And.Not.Contain("starts"));
            Assert.That(text, Does.Contain("os gone").And.Contain("web changed"));
            Assert.That(text, Does.Contain("gone from the host: os").And.Not.Contain("is lost"));
        });

        // The event at the end of a refresh has the operation that it counts as.
        void Find(StepMetadata found) => run.Begin(found with { Op = StepOp.Refresh }).End(found);
    }

    [Test]
    public async Task A_preview_without_changes_shows_only_how_many_resources_there_are()
    {
        var run = new SampleRun(SampleRun.Preview).BeginStack();
        run.Do(
            run.Step(
                StepOp.Same,
                run.Urn("NixImage", "base"),
                run.State(run.Urn("NixImage", "base"))
            )
        );
        run.EndStack();

        Snapshot.Verify(await run.FinishAsync());
    }

    [Test]
    public async Task Unchanged_resources_are_shown_when_asked_for()
    {
        var run = new SampleRun(SampleRun.Preview with { ShowSames = true }).BeginStack();
        run.Do(
            run.Step(
                StepOp.Same,
                run.Urn("NixImage", "base"),
                run.State(run.Urn("NixImage", "base"))
            )
        );
        run.EndStack();
        await run.FinishAsync();

        Assert.That(run.Tree(), Does.Contain("└─ nixhost:index:NixImage  base"));
    }

    [Test]
    public async Task What_a_provider_keeps_for_itself_is_not_shown_among_the_differences()
    {
        var run = new SampleRun(SampleRun.Preview with { Diff = true }).BeginStack();
        var disk = run.Urn("ConfigDisk", "config");
        run.Do(
            run.Step(
                StepOp.Update,
                disk,
                run.State(disk, PropertyMap.Of(("__content", "a"), ("source", "one"))),
                run.State(disk, PropertyMap.Of(("__content", "b"), ("source", "two")))
            )
        );
        run.EndStack();

        var text = await run.FinishAsync();

        Assert.That(text, Does.Contain("source").And.Not.Contains("__content"));
    }

    [Test]
    public async Task A_part_of_a_property_that_forces_a_replacement_is_named_as_its_reason()
    {
        var run = new SampleRun(SampleRun.Preview with { Diff = true }).BeginStack();
        var disk = run.Urn("ConfigDisk", "config");
        var step = run.Step(
            StepOp.Replace,
            disk,
            run.State(disk, PropertyMap.Of(("place", PropertyMap.Of(("room", "hall"))))),
            run.State(disk, PropertyMap.Of(("place", PropertyMap.Of(("room", "attic")))))
        ) with
        {
            DetailedDiff = ImmutableSortedDictionary<string, PropertyDiff>.Empty.Add(
                "place.room",
                new(PropertyDiffKind.UpdateReplace, true)
            ),
        };
        run.Do(step).EndStack();

        var text = await run.FinishAsync();

        Assert.That(
            text,
            Does.Contain("[diff: ~place; replaces: place]")
                .And.Contains("replaced because place.room changes")
        );
    }

    private static SampleRun Plan(SampleRun run)
    {
        var (image, disk, guest) = (
            run.Urn("NixImage", "base"),
            run.Urn("OverlayDisk", "os"),
            run.Urn("NixGuest", "web")
        );
        var component = run.Urn("SelfConfiguringGuest", "db");
        var config = run.Urn("ConfigDisk", "db-config", component);
        var old = run.Urn("BridgeNetwork", "lan");
        run.BeginStack();
        run.Do(
            run.Step(
                StepOp.Create,
                image,
                null,
                run.State(image, PropertyMap.Of(("configuration", "./image"), ("diskSize", "auto")))
            )
        );
        run.Do(Replace(run, disk, StepOp.CreateReplacement))
            .Do(Replace(run, disk, StepOp.Replace))
            .Do(Replace(run, disk, StepOp.DeleteReplaced));
        run.Do(Resize(run, guest));
        run.Do(run.Step(StepOp.Create, component));
        run.Do(
            run.Step(
                StepOp.Create,
                config,
                null,
                run.State(
                    config,
                    PropertyMap.Of(
                        ("files", PropertyMap.Of(("key", new PropertyValue.Secret("hunter2"))))
                    ),
                    parent: component
                )
            )
        );
        run.Do(
            run.Step(StepOp.Delete, old, run.State(old, PropertyMap.Of(("bridge", "br0")), "lan"))
        );
        return run.EndStack(
            PropertyMap.Of(("address", "10.0.0.2")),
            PropertyMap.Of(
                ("address", PropertyValue.Computed.Instance),
                ("token", new PropertyValue.Secret("hunter2"))
            )
        );
    }

    private static StepMetadata Replace(SampleRun run, Protocol.Naming.Urn disk, StepOp op) =>
        run.Step(
            op,
            disk,
            run.State(disk, PropertyMap.Of(("fileName", "os.qcow2"), ("size", 1024)), "os.qcow2"),
            op == StepOp.DeleteReplaced
                ? null
                : run.State(disk, PropertyMap.Of(("fileName", "root.qcow2"), ("size", 1024)))
        ) with
        {
            ReplaceKeys = ["fileName"],
            Diffs = ["fileName"],
            Logical = op == StepOp.Replace,
        };

    private static StepMetadata Resize(SampleRun run, Protocol.Naming.Urn guest)
    {
        var before = PropertyMap.Of(
            ("memory", 512),
            ("disks", PropertyValue.List("os", "old")),
            ("script", "set -e\necho one\necho two\n"),
            ("name", "web")
        );
        var after = PropertyMap.Of(
            ("memory", 1024),
            ("disks", PropertyValue.List("os", "new", "extra")),
            ("script", "set -e\necho 1\necho two\n"),
            ("name", "web"),
            ("address", PropertyMap.Of(("ip", "10.0.0.3"), ("prefix", 24)))
        );
        return run.Step(
            StepOp.Update,
            guest,
            run.State(guest, before, "web"),
            run.State(guest, after, "web")
        ) with
        {
            DetailedDiff = ImmutableSortedDictionary<string, PropertyDiff>
                .Empty.Add("memory", new(PropertyDiffKind.Update, true) { Impact = "restart" })
                .Add("disks[1]", new(PropertyDiffKind.Update, true))
                .Add("disks[2]", new(PropertyDiffKind.Add, true))
                .Add("script", new(PropertyDiffKind.Update, true))
                .Add("address", new(PropertyDiffKind.Add, true)),
        };
    }
}
