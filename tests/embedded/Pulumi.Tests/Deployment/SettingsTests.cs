using Pulumi.Deployments;

namespace Pulumi.Tests.Deployment;

internal sealed class SettingsTests
{
    [Test]
    public void The_environment_of_an_engine_is_read()
    {
        var settings = DeploymentSettings.FromEnvironment(Variables().GetValueOrDefault);

        Assert.Multiple(() =>
        {
            Assert.That(settings.RootName, Is.EqualTo("shop-dev"));
            Assert.That(settings.IsDryRun, Is.True);
            Assert.That(settings.Organization, Is.EqualTo("organization"));
        });
    }

    [Test]
    public void Configuration_keys_of_either_form_are_the_same()
    {
        var variables = Variables();
        variables["PULUMI_CONFIG"] = """{"a:config:x":"1","b:y":"2","b:y:z":"3"}""";

        var config = DeploymentSettings.FromEnvironment(variables.GetValueOrDefault).Config;

        Assert.That(config.Keys, Is.EquivalentTo(["a:x", "b:y", "b:y:z"]));
    }

    [TestCase("PULUMI_PROJECT")]
    [TestCase("PULUMI_STACK")]
    [TestCase("PULUMI_DRY_RUN")]
    public void Without_an_engine_a_program_says_how_it_is_started(string missing)
    {
        var variables = Variables();
        variables.Remove(missing);

        var failure = Assert.Throws<InvalidOperationException>(() =>
            DeploymentSettings.FromEnvironment(variables.GetValueOrDefault)
        );
        Assert.That(failure.Message, Does.Contain(missing).And.Contain("pulumi up"));
    }

    private static Dictionary<string, string?> Variables() =>
        new(StringComparer.Ordinal)
        {
            ["PULUMI_PROJECT"] = "shop",
            ["PULUMI_STACK"] = "dev",
            ["PULUMI_DRY_RUN"] = "true",
        };
}
