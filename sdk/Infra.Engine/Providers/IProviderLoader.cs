namespace Infra.Engine.Providers;

/// <summary>Starts providers.</summary>
internal interface IProviderLoader
{
    /// <summary>Gives a running, not yet configured provider, or throws with what to do when there is none.</summary>
    Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    );
}
