using Infra.Engine.Deployment;
using Infra.Engine.State;
using Infra.Engine.Workspace;

namespace Infra.Engine.Tests.Fakes;

/// <summary>What runs of the stack dev begin with.</summary>
internal static class Deployments
{
    public static Project Project { get; } =
        new()
        {
            Name = "proj",
            RootDirectory = "/",
            FilePath = "/Pulumi.yaml",
            Runtime = "dotnet",
        };

    /// <summary>An update of a stack without resources, which is recorded nowhere.</summary>
    public static DeploymentRequest Empty { get; } =
        new()
        {
            Kind = DeploymentKind.Update,
            Options = new(),
            Project = Project,
            Stack = "dev",
            Configuration = StackConfiguration.Empty,
            Snapshot = Snapshot.Empty,
            Writer = new NullSnapshotWriter(),
        };
}
