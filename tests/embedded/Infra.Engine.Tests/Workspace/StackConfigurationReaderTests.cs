using Infra.Engine.Secrets;
using Infra.Engine.Tests.State;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Tests.Workspace;

public sealed class StackConfigurationReaderTests
{
    private const string ProjectText = """
        name: demo
        runtime: dotnet
        config:
          size:
            type: integer
            default: 3
          zone:
            type: string
          token:
            type: string
            secret: true
            default: ""
          aws:region:
            value: eu
        """;

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private StackConfiguration Read(
        string settings,
        bool runsProgram = true,
        bool validates = true,
        bool withProvider = true
    )
    {
        var project = ProjectFile.Load(_directory.Write("Pulumi.yaml", ProjectText));
        var file = StackSettingsFile.Load(_directory.Write("Pulumi.dev.yaml", settings), "demo");
        return new StackConfigurationReader(project, file, "dev").Read(
            withProvider ? new Base64SecretsProvider().Decrypt : null,
            runsProgram,
            validates
        );
    }

    [Test]
    public void Settings_win_over_defaults_and_secrets_are_opened_and_listed()
    {
        var configuration = Read(
            """
            config:
              zone: 12
              demo:size: 007
              demo:token: {secure: Z2VoZWlt}
              demo:nested:
                - 1.50
                - key: {secure: Z2VoZWlt}
                  on: true
              aws:config:profile: x
            """
        );

        Assert.Multiple(() =>
        {
            Assert.That(configuration.Values["demo:zone"], Is.EqualTo("12"));
            Assert.That(configuration.Values["demo:token"], Is.EqualTo("geheim"));
            Assert.That(
                configuration.Values["demo:nested"],
                Is.EqualTo("""[1.5,{"key":"geheim","on":true}]""")
            );
            Assert.That(configuration.Values["aws:region"], Is.EqualTo("eu"));
            Assert.That(configuration.Values["aws:profile"], Is.EqualTo("x"));
            Assert.That(
                configuration.SecretKeys,
                Is.EqualTo(new[] { "demo:nested", "demo:token" })
            );
        });
    }

    [TestCase("config: {}", "missing configuration", "zone")]
    [TestCase(
        "config: {zone: a, size: big, token: {secure: eA==}}",
        "must be of type integer",
        "'size'"
    )]
    [TestCase("config: {zone: a, token: b}", "must be a secret", "'token'")]
    [TestCase(
        "config: {zone: a, pulumi:autonaming: {mode: verbatim}}",
        "pulumi:autonaming is not part of the embedded engine",
        "Pulumi.yaml"
    )]
    public void What_does_not_fit_the_project_is_refused(
        string settings,
        string reason,
        string key
    ) =>
        Assert.That(
            () => Read(settings),
            Throws.TypeOf<InfraException>().With.Message.Contains(reason).And.Message.Contains(key)
        );

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void Without_the_check_only_defaults_are_merged(bool runsProgram, bool validates) =>
        Assert.That(
            Read("config: {size: big}", runsProgram, validates).Values["demo:size"],
            Is.EqualTo("big")
        );

    [Test]
    public void Names_by_a_rule_are_refused_for_a_program_alone()
    {
        const string Settings = "config: {pulumi:autonaming: {mode: verbatim}}";

        Assert.That(
            () => Read(Settings, validates: false),
            Throws.TypeOf<InfraException>().With.Message.Contains("autonaming")
        );
        Assert.That(Read(Settings, runsProgram: false).Values, Has.Count.GreaterThan(1));
    }

    [Test]
    public void Secrets_without_a_provider_are_an_error_that_names_the_file() =>
        Assert.That(
            () => Read("config: {zone: {secure: eA==}}", runsProgram: false, withProvider: false),
            Throws.TypeOf<InfraException>().With.Message.Contains("Pulumi.dev.yaml")
        );
}
