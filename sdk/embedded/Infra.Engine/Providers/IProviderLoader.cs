namespace Infra.Engine.Providers;

/// <summary>Starts providers.</summary>
internal interface IProviderLoader
{
    /// <summary>Starts a provider, not yet configured; throws with the next step when there is none.</summary>
    Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    );
}
