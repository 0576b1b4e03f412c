using Infra.NixHost.Host.Facts;

namespace Infra.NixHost.Provider.Tests.Fakes;

internal sealed class FakeFacts : IHostFacts
{
    public HostFacts Facts { get; set; } =
        new()
        {
            LibvirtVersion = "9.0.0",
            QemuVersion = "7.2.22",
            NixVersion = "2.18.1",
            Accelerator = new(false, "TCG: the CPU shows neither vmx nor svm."),
            Cpus = 2,
            Memory = 4L << 30,
            FreeMemory = 1L << 30,
            FreeDisk = 20L << 30,
            FreeStore = 20L << 30,
        };

    public Task<HostFacts> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Facts);
}
