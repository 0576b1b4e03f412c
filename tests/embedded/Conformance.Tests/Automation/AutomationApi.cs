using Conformance.Tests.Lab;
using Newtonsoft.Json.Linq;

namespace Conformance.Tests.Automation;

/// <summary>The Automation API of the Node SDK drives the command line under test, which it finds as <c>pulumi</c> in PATH.</summary>
[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class AutomationApi
{
    [Test]
    public async Task An_inline_program_lives_its_life()
    {
        var seen = await TellAsync("life");

        RequireResults(seen);
        Assert.That((string?)seen["user"], Is.Not.Empty);
        Assert.That(
            (string?)seen.SelectToken("up.output"),
            Does.Contain("created").And.Not.Contain("hunter2")
        );
        RequireEvents(seen);
    }

    private static void RequireResults(JObject seen)
    {
        Assert.Multiple(() =>
        {
            Expect(
                "config",
                """
                {"conformance:nested": {"value": "{\"inner\":\"deep\"}", "objectValue": {"inner": "deep"}, "secret": false},
                 "conformance:password": {"value": "hunter2", "secret": true},
                 "conformance:value": {"value": "1", "secret": false}}
                """
            );
            Expect("value", """{"value": "1", "secret": false}""");
            Expect("preview.changes", """{"create": 2}""");
            Expect("up.result", "'succeeded'");
            Expect("up.kind", "'update'");
            Expect("up.message", "'first'");
            Expect("up.changes", """{"create": 2}""");
            Expect(
                "up.outputs",
                """
                {"text": {"value": "thing is 1", "secret": false},
                 "password": {"value": "hunter2", "secret": true},
                 "stack": {"value": "dev", "secret": false}}
                """
            );
            Expect("created", """{"op": "create", "kind": "thing"}""");
            Expect("again", """{"same": 2}""");
            Expect("refresh", "'succeeded'");
            Expect(
                "exported",
                """["pulumi:pulumi:Stack", "pulumi:providers:pulumi-nodejs", "pulumi-nodejs:dynamic:Resource"]"""
            );
            Expect("history", """["refresh succeeded", "update succeeded", "update succeeded"]""");
            Expect("info", "'refresh'");
            Expect("stacks", """[{"name": "dev", "current": true, "resourceCount": 3}]""");
            Expect("destroy", """{"delete": 2}""");
            Expect("left", "0");
        });

        void Expect(string path, string json) =>
            Assert.That(
                JToken.DeepEquals(seen.SelectToken(path), JToken.Parse(json)),
                Is.True,
                $"{path} is {seen.SelectToken(path)}, not {json}"
            );
    }

    private static void RequireEvents(JObject seen)
    {
        foreach (var run in new[] { "preview.events", "up.events" })
        {
            var events = seen.SelectToken(run)!.Values<string>().ToList();
            Assert.That(events[0], Is.EqualTo("preludeEvent"), run);
            Assert.That(events[^2..], Is.EqualTo(["summaryEvent", "cancelEvent"]), run);
            Assert.That(events, Has.Member("resourcePreEvent").And.Member("resOutputsEvent"), run);
        }
    }

    [Test]
    public async Task What_fails_is_told_apart_by_its_text()
    {
        var seen = await TellAsync("failures");

        Assert.That((string?)seen["missing"], Is.EqualTo("StackNotFoundError"));
        Assert.That((string?)seen["twice"], Is.EqualTo("StackAlreadyExistsError"));
        Assert.That((string?)seen["failed"]?["name"], Is.EqualTo("CommandError"));
        Assert.That((bool?)seen["failed"]?["said"], Is.True);
        Assert.That((string?)seen["broken"]?["name"], Is.EqualTo("CommandError"));
        Assert.That((int?)seen["broken"]?["said"], Is.GreaterThan(0));
        Assert.That((string?)seen["conflict"], Is.EqualTo("ConcurrentUpdateError"));
        Assert.That((string?)seen["result"], Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_program_in_a_directory_is_run_there()
    {
        var seen = await TellAsync("local");

        Assert.That((string?)seen["outputs"]?["value"], Is.EqualTo("base is 1"));
        Assert.That((string?)seen["tag"], Is.EqualTo("conformance"));
        Assert.That(seen["refresh"], Is.Not.Null);
        Assert.That((int?)seen["left"]?["delete"], Is.EqualTo(3));
        Assert.That((int?)seen["stacks"], Is.Zero);
    }

    private static async Task<JObject> TellAsync(string story)
    {
        using var place = await Workplace.CreateAsync();
        place.Take("automation.js", "thing.js", "life.js");
        place.WriteProject("conformance", "life.js");
        var bin = Directory.CreateDirectory(Path.Combine(place.Root, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "pulumi"), Checkout.Cli);
        place.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        var answer = Path.Combine(place.Root, "answer.json");
        var told = await Command.RunAsync(
            "node",
            ["automation.js", story, answer],
            place.Directory,
            place.Environment
        );
        told.Succeeded();
        return JObject.Parse(await File.ReadAllTextAsync(answer));
    }
}
