using Infra.Engine.Deployment.Naming;
using Infra.Engine.Providers.Operations;
using Infra.Engine.Tests.Fakes;
using Infra.Engine.Workspace;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Names
{
    private readonly TestStack _stack = new();
    private readonly List<NameProposal?> _proposals = [];

    [TestCase("", null, null)]
    [TestCase("""{"mode": "default"}""", null, null)]
    [TestCase("""{"mode": "verbatim"}""", "a", "Enforce")]
    [TestCase("""{"mode": "disabled"}""", "", "Disable")]
    [TestCase(
        """{"pattern": "${organization}-${project}-${stack}-${name}"}""",
        "organization-proj-dev-a",
        "Propose"
    )]
    [TestCase("""{"pattern": "${name}", "enforce": true}""", "a", "Enforce")]
    [TestCase("""{"pattern": "${config.region}-${config.tags.team}"}""", "eu-x", "Propose")]
    [TestCase("""{"pattern": "p", "providers": {"fake": {"pattern": "q"}}}""", "q", "Propose")]
    [TestCase(
        """{"providers": {"fake": {"mode": "verbatim", "resources": {"fake:index:Thing": {"pattern": "r"}}}}}""",
        "r",
        "Propose"
    )]
    [TestCase(
        """{"mode": "verbatim", "providers": {"other": {"mode": "disabled"}}}""",
        "a",
        "Enforce"
    )]
    public async Task Are_proposed_as_configured(string configuration, string? name, string? mode)
    {
        Configure(configuration);

        var run = await UpAsync(1);

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(_proposals.Single()?.Name, Is.EqualTo(name));
            Assert.That(_proposals.Single()?.Mode.ToString(), Is.EqualTo(mode));
        });
    }

    [TestCase("${hex(8)}", "^[0-9a-f]{8}$")]
    [TestCase("${alphanum(5)}-${name}", "^[0-9a-z]{5}-a$")]
    [TestCase("${string(4)}", "^[a-z]{4}$")]
    [TestCase("${num(6)}", "^[0-9]{6}$")]
    [TestCase("${uuid}", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    [TestCase("$${name} ${nonsense}", @"^\$a \$\{nonsense\}$")]
    public void Of_patterns_are_random_where_they_say_so(string pattern, string expected)
    {
        var names = new NamePattern(pattern);

        var (first, isRandom) = names.Fill("a", new byte[] { 1 });

        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Match(expected));
            Assert.That(names.Fill("a", new byte[] { 1 }).Name, Is.EqualTo(first));
            Assert.That(
                names.Fill("a", new byte[] { 2 }).Name,
                isRandom ? Is.Not.EqualTo(first) : Is.EqualTo(first)
            );
        });
    }

    [TestCase("""{"mode": "verbatim"}""", "DeleteReplaced a")]
    [TestCase("""{"pattern": "${name}-${hex(4)}"}""", "CreateReplacement a")]
    public async Task That_are_not_random_have_the_old_one_deleted_first(
        string configuration,
        string step
    )
    {
        Configure(configuration);
        await UpAsync(1);

        var run = await UpAsync(2);

        Assert.That(run.Log.Steps[0], Is.EqualTo(step));
    }

    [TestCase("""{"mode": "verbatim", "pattern": "x"}""", "exclude each other")]
    [TestCase("""{"enforce": true}""", "no pattern")]
    [TestCase("""{"mode": "verbose"}""", "'verbose'")]
    [TestCase("""{"modes": "verbatim"}""", "modes")]
    [TestCase(
        """{"providers": {"fake": {"resources": {"fake:index:Thing": {}}}}}""",
        "mode or a pattern"
    )]
    [TestCase("""{"pattern": "${config.missing}"}""", "'missing'")]
    [TestCase("not json", "pulumi:autonaming")]
    public async Task That_are_configured_wrongly_are_refused(string configuration, string message)
    {
        Configure(configuration);

        var run = await UpAsync(1);

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(
                run.Log.Errors.First(),
                Does.Contain(message).And.Contain("pulumi:autonaming")
            );
        });
    }

    private void Configure(string configuration)
    {
        var values = StackConfiguration
            .Empty.Values.Add("proj:region", "eu")
            .Add("proj:tags", """{"team": "x"}""");
        _stack.Configuration = new(
            configuration.Length > 0 ? values.Add("pulumi:autonaming", configuration) : values,
            []
        );
        _stack.Behavior.OnCheck = input => _proposals.Add(input.Naming);
    }

    private Task<TestRun> UpAsync(int version)
    {
        _proposals.Clear();
        return _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("forceNew", version))));
    }
}
