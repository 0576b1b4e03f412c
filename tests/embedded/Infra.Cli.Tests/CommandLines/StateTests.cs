using System.Text.Json.Nodes;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>The commands that edit a state by hand.</summary>
internal sealed class StateTests
{
    private const string Guest = "urn:pulumi:dev::web::test:index:Guest::guest";
    private const string Root = "urn:pulumi:dev::web::pulumi:pulumi:Stack::web-dev";
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeResources()
    {
        _cli = await CliHarness.WithStackAsync();
        await _cli.RunAsync("up", "--yes");
    }

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_resource_is_forgotten()
    {
        var result = await _cli.RunAsync("state", "delete", Guest, "--yes");

        Assert.Multiple(async () =>
        {
            Assert.That(
                result.ToString(),
                Is.EqualTo("exit code 0\n--- stdout\nResource deleted\n--- stderr\n")
            );
            Assert.That(await NamesAsync(), Is.EqualTo((string[])["web-dev"]));
        });
    }

    [Test]
    public async Task A_parent_is_forgotten_only_with_its_children()
    {
        var refused = await _cli.RunAsync("state", "delete", Root, "--yes");
        var done = await _cli.RunAsync("state", "delete", Root, "--target-dependents", "--yes");

        Assert.Multiple(async () =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(refused.Error, Does.Contain(Guest));
            Assert.That(done.Output, Is.EqualTo("2 resources deleted\n"));
            Assert.That(await NamesAsync(), Is.Empty);
        });
    }

    [Test]
    public async Task An_unknown_urn_is_answered_with_the_nearest_one()
    {
        var slip = await _cli.RunAsync(
            "state",
            "delete",
            Guest.Replace("Guest", "Gest", StringComparison.Ordinal)
        );
        var name = await _cli.RunAsync("state", "unprotect", "guest");
        var none = await _cli.RunAsync("state", "taint", "xyzzy");

        Assert.Multiple(() =>
        {
            Assert.That(slip.Error, Does.Contain($"Did you mean '{Guest}'?"));
            Assert.That(name.Error, Does.Contain($"Did you mean '{Guest}'?"));
            Assert.That(none.Error, Does.Contain("infra stack --show-urns"));
        });
    }

    [Test]
    public async Task Protected_resources_are_unprotected_first_or_forced()
    {
        var protect = await _cli.RunAsync("state", "protect", Guest);
        var again = await _cli.RunAsync("state", "protect", Guest);
        var refused = await _cli.RunAsync("state", "delete", Guest);
        var unprotect = await _cli.RunAsync("state", "unprotect", "--all", "--yes");
        var done = await _cli.RunAsync("state", "delete", Guest);

        Assert.Multiple(() =>
        {
            Assert.That(protect.Output, Is.EqualTo("Resource protected\n"));
            Assert.That(again.Output, Is.EqualTo("Nothing to do: already protected\n"));
            Assert.That(
                refused.Error,
                Does.Contain("infra state unprotect").And.Contain("--force")
            );
            Assert.That(unprotect.Output, Is.EqualTo("All resources unprotected\n"));
            Assert.That(done.Output, Is.EqualTo("Resource deleted\n"));
        });
    }

    [Test]
    public async Task A_taint_is_in_the_state_until_it_is_taken_back()
    {
        await _cli.RunAsync("state", "taint", Guest);
        var tainted = await ResourcesAsync();
        await _cli.RunAsync("state", "untaint", Guest);
        var untainted = await ResourcesAsync();

        Assert.Multiple(() =>
        {
            Assert.That((bool?)tainted[1]!["taint"], Is.True);
            Assert.That(untainted[1]!["taint"], Is.Null);
        });
    }

    [Test]
    public async Task A_resource_is_renamed()
    {
        var result = await _cli.RunAsync("state", "rename", Guest, "lilly", "-y");

        Assert.Multiple(async () =>
        {
            Assert.That(result.Output, Is.EqualTo("Resource renamed\n"));
            Assert.That(await NamesAsync(), Is.EqualTo((string[])["web-dev", "lilly"]));
        });
    }

    [Test]
    public async Task On_a_terminal_the_resource_is_chosen_and_the_edit_confirmed()
    {
        _cli.IsTerminal = true;

        var declined = await _cli.RunWithInputAsync("2\n\n", "state", "delete");
        var done = await _cli.RunWithInputAsync("2\nyes\n", "state", "delete");

        Assert.Multiple(async () =>
        {
            Assert.That(declined.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(declined.Error, Does.Contain("the state was not changed"));
            Assert.That(done.Output, Does.Contain($"  2  {Guest} (guest)"), done.ToString());
            Assert.That(await NamesAsync(), Is.EqualTo((string[])["web-dev"]));
        });
    }

    [Test]
    public async Task An_unsound_state_is_refused_and_can_be_repaired()
    {
        await EditAsync(r => r[1]!["dependencies"] = new JsonArray($"{Guest}s"));

        var refused = await _cli.RunAsync("stack");
        var repaired = await _cli.RunAsync("state", "repair", "--yes");
        var again = await _cli.RunAsync("state", "repair", "--yes");

        Assert.Multiple(async () =>
        {
            Assert.That(refused.Error, Does.Contain("it is unsound"));
            Assert.That(
                repaired.Output,
                Does.Contain("State repaired successfully"),
                repaired.ToString()
            );
            Assert.That(again.Output, Does.Contain("nothing was changed"));
            Assert.That((await _cli.RunAsync("stack")).ExitCode, Is.EqualTo(ExitCode.Success));
        });
    }

    [Test]
    public async Task An_unsound_state_can_be_looked_at_when_that_is_asked_for()
    {
        await EditAsync(r => r[1]!["dependencies"] = new JsonArray($"{Guest}s"));

        var result = await _cli.RunAsync("stack", "--disable-integrity-checking");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
    }

    [Test]
    public async Task A_resource_moves_to_another_stack()
    {
        await EditAsync(r => r.Add(Other("needs", Guest)));
        await _cli.RunAsync("stack", "init", "new", "--secrets-provider", "b64", "--no-select");

        var result = await _cli.RunAsync("state", "move", Guest, "--dest", "new", "--yes");

        var moved = (await ResourcesAsync("new"))[1]!;
        Assert.Multiple(async () =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(result.Output, Does.Contain("Moved from dev to new."));
            Assert.That(await NamesAsync(), Is.EqualTo((string[])["web-dev", "needs"]));
            Assert.That((await ResourcesAsync())[1]!["dependencies"], Is.Null);
            Assert.That(await NamesAsync("new"), Is.EqualTo((string[])["web-new", "guest"]));
            Assert.That(
                (string?)moved["urn"],
                Is.EqualTo("urn:pulumi:new::web::test:index:Guest::guest")
            );
            Assert.That(
                (string?)moved["parent"],
                Is.EqualTo("urn:pulumi:new::web::pulumi:pulumi:Stack::web-new")
            );
        });
    }

    [Test]
    public async Task Nothing_moves_onto_a_resource_of_the_same_urn_or_without_a_destination()
    {
        await _cli.RunAsync("stack", "init", "new", "--secrets-provider", "b64");
        await _cli.RunAsync("up", "--yes");
        await _cli.RunAsync("stack", "select", "dev");

        var taken = await _cli.RunAsync("state", "move", Guest, "--dest", "new", "--yes");
        var root = await _cli.RunAsync("state", "move", Root, "--dest", "new", "--yes");
        var nowhere = await _cli.RunAsync("state", "move", Guest, "--yes");

        Assert.Multiple(async () =>
        {
            Assert.That(taken.Error, Does.Contain("already. Nothing was moved"));
            Assert.That(root.Error, Does.Contain("cannot be moved"));
            Assert.That(nowhere.Error, Does.Contain("--dest"));
            Assert.That(await NamesAsync(), Is.EqualTo((string[])["web-dev", "guest"]));
        });
    }

    [TestCase(Guest)]
    [TestCase("guest")]
    public async Task What_is_recorded_of_one_resource_is_shown(string resource)
    {
        var text = await _cli.RunAsync("state", "get", resource);
        var json = await _cli.RunAsync("state", "get", resource, "--output", "json");

        Assert.Multiple(() =>
        {
            Assert.That(text.Output, Does.StartWith($"URN: {Guest}\nID: guest\n"));
            Assert.That((string?)JsonNode.Parse(json.Output)!["urn"], Is.EqualTo(Guest));
        });
    }

    private static JsonObject Other(string name, string dependency) =>
        new()
        {
            ["urn"] = $"urn:pulumi:dev::web::test:index:Other::{name}",
            ["custom"] = false,
            ["type"] = "test:index:Other",
            ["parent"] = Root,
            ["dependencies"] = new JsonArray(dependency),
        };

    private async Task<string[]> NamesAsync(string stack = "dev") =>
        [.. (await ResourcesAsync(stack)).Select(r => ((string)r!["urn"]!).Split("::")[^1])];

    private async Task<JsonArray> ResourcesAsync(string stack = "dev")
    {
        var export = await _cli.RunAsync("stack", "export", "--stack", stack);
        return JsonNode.Parse(export.Output)!["deployment"]!["resources"] as JsonArray ?? [];
    }

    private async Task EditAsync(Action<JsonArray> edit)
    {
        var path = _cli.PathOf(".pulumi", "stacks", "web", "dev.json");
        var state = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        edit(state["checkpoint"]!["latest"]!["resources"]!.AsArray());
        await File.WriteAllTextAsync(path, state.ToJsonString());
        File.Delete($"{path}.attrs");
    }
}
