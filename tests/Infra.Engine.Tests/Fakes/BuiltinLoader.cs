using Infra.Engine.Deployment;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Builtin;
using Infra.Engine.State;
using Infra.Engine.Workspace;

namespace Infra.Engine.Tests.Fakes;

/// <summary>Gives the engine's own provider.</summary>
internal sealed class BuiltinLoader : IProviderLoader
{
    public Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IPackageProvider>(
            new BuiltinProvider(
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
                }
            )
        );
}
