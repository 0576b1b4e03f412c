using Infra.Engine.Providers;

namespace Infra.Engine.Tests.Fakes;

/// <summary>Gives the engine's own provider.</summary>
internal sealed class BuiltinLoader : IProviderLoader
{
    public Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IPackageProvider>(
            new BuiltinProvider(Deployments.Empty.ReadStackOutputsAsync)
        );
}
