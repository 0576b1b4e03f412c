using System.Collections.Concurrent;
using Infra.Engine.Providers;

namespace Infra.Engine.Tests.Fakes;

internal sealed class FakeProviderLoader(Ledger ledger, FakeBehavior behavior) : IProviderLoader
{
    public ConcurrentBag<FakeProvider> Loaded { get; } = [];

    public Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    )
    {
        var provider = new FakeProvider(ledger, behavior);
        Loaded.Add(provider);
        return Task.FromResult<IPackageProvider>(provider);
    }
}
