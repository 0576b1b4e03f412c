using System.Text.Json.Nodes;
using CliWrap.Buffered;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>What the history tells of where a run came from.</summary>
internal sealed class HistoryOriginTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_run_in_a_repository_has_its_commit_and_the_commits_title_as_message()
    {
        var head = await CommitAsync();

        await _cli.RunAsync("up", "--yes");

        var (message, facts) = await NewestAsync();
        Assert.That(message, Is.EqualTo("Grow the fleet"));
        Assert.That(facts["git.head"], Is.EqualTo(head));
        Assert.That(facts["git.headName"], Is.EqualTo("refs/heads/main"));
        Assert.That(facts["git.author"], Is.EqualTo("Ada"));
        Assert.That(facts["git.author.email"], Is.EqualTo("ada@example.org"));
        Assert.That(facts["git.committer"], Is.EqualTo("Ada"));
        Assert.That(facts["git.dirty"], Is.EqualTo("true"), "the backend is not committed");
    }

    [Test]
    public async Task A_message_of_ones_own_wins()
    {
        await CommitAsync();

        await _cli.RunAsync("up", "--yes", "-m", "mine");

        Assert.That((await NewestAsync()).Message, Is.EqualTo("mine"));
    }

    [Test]
    public async Task Flags_are_named_without_their_texts()
    {
        await _cli.RunAsync("up", "--yes", "--refresh=false", "-m", "a secret plan");

        var facts = (await NewestAsync()).Facts;
        Assert.That(facts["pulumi.flag.yes"], Is.EqualTo("true"));
        Assert.That(facts["pulumi.flag.message"], Is.EqualTo("set"));
        Assert.That(facts, Does.Not.ContainKey("pulumi.flag.parallel"));
        Assert.That(facts, Does.Not.ContainKey("git.head"));
        Assert.That(facts["pulumi.os"], Is.EqualTo("linux"));
    }

    [TestCase("GITHUB_ACTIONS", "true", "GITHUB_RUN_ID", "GitHub")]
    [TestCase("GITLAB_CI", "true", "CI_JOB_ID", "GitLab")]
    [TestCase("PULUMI_CI_SYSTEM", "Ours", "PULUMI_CI_BUILD_ID", "Ours")]
    public async Task A_run_in_ci_names_the_system_and_the_build(
        string sign,
        string value,
        string build,
        string name
    )
    {
        _cli.Variables[sign] = value;
        _cli.Variables[build] = "4711";

        await _cli.RunAsync("up", "--yes");

        var facts = (await NewestAsync()).Facts;
        Assert.That(facts["ci.system"], Is.EqualTo(name));
        Assert.That(facts["ci.build.id"], Is.EqualTo("4711"));
    }

    private async Task<string> CommitAsync()
    {
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("add", "Pulumi.yaml");
        await GitAsync("commit", "--quiet", "-m", "Grow the fleet", "-m", "By two.");
        return await GitAsync("rev-parse", "HEAD");
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        var result = await CliWrap
            .Cli.Wrap("git")
            .WithArguments([.. identity, .. arguments])
            .WithWorkingDirectory(_cli.Directory)
            .ExecuteBufferedAsync();
        return result.StandardOutput.Trim();
    }

    private async Task<(string Message, Dictionary<string, string> Facts)> NewestAsync()
    {
        var history = (await _cli.RunAsync("stack", "history", "--json")).Output;
        var run = (JsonNode.Parse(history) as JsonArray)?[0] as JsonObject;
        var facts = (run?["environment"] as JsonObject)?.ToDictionary(
            fact => fact.Key,
            fact => (string?)fact.Value ?? "",
            StringComparer.Ordinal
        );
        return ((string?)run?["message"] ?? "", facts ?? []);
    }
}
