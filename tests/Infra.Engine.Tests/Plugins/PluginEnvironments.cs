using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Plugins;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Engine.Workspace;

namespace Infra.Engine.Tests.Plugins;

public sealed class PluginEnvironments
{
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
            Request(
                ImmutableDictionary<string, string>.Empty.Add("TOKEN", "1").Add("OTHER_TOKEN", "2")
            ),
            package
        );

        Assert.Multiple(() =>
        {
            Assert.That(environment["TOKEN"], Is.EqualTo("2"));
            Assert.That(environment, Does.Not.ContainKey("NOTHING"));
        });
    }

    private static DeploymentRequest Request(ImmutableDictionary<string, string> environment) =>
        new()
        {
            Kind = DeploymentKind.Update,
            Options = new(),
            Project = new()
            {
                Name = "proj",
                RootDirectory = "/",
                FilePath = "/Pulumi.yaml",
                Runtime = "dotnet",
            },
            Stack = "dev",
            Configuration = StackConfiguration.Empty,
            Snapshot = Snapshot.Empty,
            Writer = new NullSnapshotWriter(),
            Environment = environment,
        };
}
