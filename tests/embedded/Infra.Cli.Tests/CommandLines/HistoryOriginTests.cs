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

    [TestCase("GITHUB_ACTIONS", "true", "GITHUB_RUN_ID", "GitHub Actions")]
    [TestCase("GITLAB_CI", "true", "CI_PIPELINE_ID", "GitLab CI/CD")]
    [TestCase("PULUMI_CI_SYSTEM", "Ours", "PULUMI_CI_BUILD_ID", "Ours")]
    [TestCase("TF_BUILD", "True", "BUILD_BUILDID", "Azure Pipelines")]
    [TestCase("JENKINS_URL", "http://j", "BUILD_NUMBER", "Jenkins")]
    [TestCase("JENKINS_URL", "http://j", "BUILD_ID", "Jenkins")]
    [TestCase("BUILDKITE", "true", "BUILDKITE_BUILD_ID", "Buildkite")]
    [TestCase("CIRCLECI", "true", "CIRCLE_BUILD_NUM", "CircleCI")]
    [TestCase("BITBUCKET_COMMIT", "1f", "BITBUCKET_BUILD_NUMBER", "Atlassian Bitbucket Pipelines")]
    [TestCase("TRAVIS", "true", "TRAVIS_JOB_ID", "Travis CI")]
    [TestCase("CF_BUILD_URL", "http://c", "CF_BUILD_ID", "Codefresh")]
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

    [TestCase("DRONE", "true", "Drone")]
    [TestCase("TEAMCITY_VERSION", "2026.1", "TeamCity")]
    [TestCase("CI_NAME", "codeship", "Codeship")]
    [TestCase("CI_NAME", "other", null)]
    public async Task A_system_may_be_known_by_its_name_only(
        string sign,
        string value,
        string? name
    )
    {
        _cli.Variables[sign] = value;

        await _cli.RunAsync("up", "--yes");

        Assert.That((await NewestAsync()).Facts.GetValueOrDefault("ci.system"), Is.EqualTo(name));
    }

    [Test]
    public async Task No_ci_system_is_looked_for_when_that_is_switched_off()
    {
        _cli.Variables["GITHUB_ACTIONS"] = "true";
        _cli.Variables["PULUMI_DISABLE_CI_DETECTION"] = "1";

        await _cli.RunAsync("up", "--yes");

        Assert.That((await NewestAsync()).Facts.Keys, Has.None.StartWith("ci."));
    }

    [Test]
    public async Task A_run_on_GitHub_links_its_build()
    {
        _cli.Variables["GITHUB_ACTIONS"] = "true";
        _cli.Variables["GITHUB_RUN_ID"] = "4711";
        _cli.Variables["GITHUB_REPOSITORY"] = "ada/fleet";

        await _cli.RunAsync("up", "--yes");

        Assert.That(
            (await NewestAsync()).Facts["ci.build.url"],
            Is.EqualTo("https://github.com/ada/fleet/actions/runs/4711")
        );
    }

    [TestCase("""{"pull_request":{"number":12,"head":{"sha":"5e1f"}}}""", "12", "5e1f")]
    [TestCase("""{"commits":[]}""", null, "4711")]
    [TestCase("no event", null, "4711")]
    public async Task A_run_on_GitHub_tells_the_pull_request_of_the_event(
        string content,
        string? number,
        string head
    )
    {
        var file = Path.Combine(_cli.Directory, "event.json");
        await File.WriteAllTextAsync(file, content);
        _cli.Variables["GITHUB_ACTIONS"] = "true";
        _cli.Variables["GITHUB_SHA"] = "4711";
        _cli.Variables["GITHUB_EVENT_PATH"] = file;

        await _cli.RunAsync("up", "--yes");

        var facts = (await NewestAsync()).Facts;
        Assert.That(facts.GetValueOrDefault("ci.pr.number"), Is.EqualTo(number));
        Assert.That(facts["ci.pr.headSHA"], Is.EqualTo(head));
    }

    [Test]
    public async Task A_build_that_is_of_no_pull_request_has_no_number_of_one()
    {
        _cli.Variables["TRAVIS"] = "true";
        _cli.Variables["TRAVIS_PULL_REQUEST"] = "false";

        await _cli.RunAsync("up", "--yes");

        Assert.That((await NewestAsync()).Facts, Does.Not.ContainKey("ci.pr.number"));
    }

    [Test]
    public async Task A_checkout_of_a_commit_has_the_branch_that_the_ci_system_builds()
    {
        await CommitAsync();
        await GitAsync("checkout", "--quiet", "--detach");
        _cli.Variables["GITLAB_CI"] = "true";
        _cli.Variables["CI_COMMIT_REF_NAME"] = "grow";

        await _cli.RunAsync("up", "--yes");

        Assert.That((await NewestAsync()).Facts["git.headName"], Is.EqualTo("grow"));
    }

    [TestCase("https://token@github.com/ada/fleet.git", "ada fleet github.com")]
    [TestCase("git@gitlab.com:ada/group/fleet.git", "ada group/fleet gitlab.com")]
    [TestCase("ssh://git@example.org:2222/ada/fleet", "ada fleet example.org")]
    [TestCase("git@ssh.dev.azure.com:v3/ada/project/fleet", "ada project/_git/fleet dev.azure.com")]
    [TestCase(
        "https://ada.visualstudio.com/project/_git/fleet",
        "ada project/_git/fleet dev.azure.com"
    )]
    [TestCase(
        "ada@vs-ssh.visualstudio.com:v3/ada/project/fleet",
        "ada project/_git/fleet dev.azure.com"
    )]
    [TestCase("/srv/fleet.git", "  ")]
    public async Task The_remote_tells_whose_repository_it_is(string address, string told)
    {
        await CommitAsync();
        await GitAsync("remote", "add", "origin", address);

        await _cli.RunAsync("up", "--yes");

        var facts = (await NewestAsync()).Facts;
        string[] names = ["vcs.owner", "vcs.repo", "vcs.kind"];
        Assert.That(
            string.Join(' ', names.Select(name => facts.GetValueOrDefault(name))),
            Is.EqualTo(told)
        );
        Assert.That(facts["vcs.root"], Is.EqualTo("."));
    }

    [TestCase("auto.local", "auto.local")]
    [TestCase("nonsense", "cli")]
    public async Task A_client_says_what_drives_it(string kind, string told)
    {
        await _cli.RunAsync("up", "--yes", "--exec-kind", kind, "--exec-agent", "fleet/1.0");

        var facts = (await NewestAsync()).Facts;
        Assert.That(facts["exec.kind"], Is.EqualTo(told));
        Assert.That(facts["exec.agent"], Is.EqualTo("fleet/1.0"));
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
