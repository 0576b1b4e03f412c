using System.Collections.Immutable;
using Infra.Engine.Plugins;
using Infra.Engine.Providers;
using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Plugins;

public sealed class PluginEnvironments
{
    [Test]
    public void A_plugin_sees_the_configuration_of_its_own_package_without_the_namespace()
    {
        var environment = PluginEnvironment.Of(
            Deployments.Empty with
            {
                Configuration = new(
                    ImmutableSortedDictionary<string, string>
                        .Empty.Add("fake:token", "mine")
                        .Add("fake:a:b", "deep")
                        .Add("faker:token", "hunter2")
                        .Add("other:token", "hunter3")
                        .Add("web:password", "hunter4"),
                    []
                ),
            },
            new("fake")
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                environment["PULUMI_CONFIG"],
                Is.EqualTo("""{"a:b":"deep","token":"mine"}""")
            );
            Assert.That(environment.Values, Has.None.Contains("hunter"));
        });
    }

    [Test]
    public void A_plugin_sees_a_variable_under_the_name_that_the_program_wants()
    {
        var package = new PackageDescriptor("fake")
        {
            EnvironmentMappings = ImmutableSortedDictionary<string, string>
                .Empty.Add("OTHER_TOKEN", "TOKEN")
                .Add("UNSET_TOKEN", "NOTHING"),
        };

        var environment = PluginEnvironment.Of(
            Deployments.Empty with
            {
                Environment = ImmutableDictionary<string, string>
                    .Empty.Add("TOKEN", "1")
                    .Add("OTHER_TOKEN", "2"),
            },
            package
        );

        Assert.Multiple(() =>
        {
            Assert.That(environment["TOKEN"], Is.EqualTo("2"));
            Assert.That(environment, Does.Not.ContainKey("NOTHING"));
        });
    }
}
