using Infra.NixHost.Host.Libvirt;

namespace Infra.NixHost.Provider.Tests.Fakes;

internal sealed class FakeRebootCount(FakeDomains domains) : IRebootCount
{
    public int Count => domains.Reboots;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
