using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeRebootCount(FakeDomains domains) : IRebootCount
{
    public int Count => domains.Reboots;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
