using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Nix;
using HostAccelerator = Infra.NixHost.Hosts.Accelerators.Accelerator;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>A host in memory, with the rules of the real one that the provider relies on.</summary>
internal sealed class FakeHost : INixHost
{
    public FakeHost(string directory)
    {
        Options = new()
        {
            StateDirectory = Path.Combine(directory, "state"),
            LibvirtDirectory = Path.Combine(directory, "libvirt"),
            ImageDirectory = "/images",
            GcRootDirectory = "/gcroots",
        };
        FakeImages = new(Calls);
        FakeIsoImages = new(Calls);
        FakeChains = new(Calls, FakeImages);
        FakeStore = new(Calls, FakeImages);
        FakeEvaluator = new(Calls, FakeStore);
        FakeDomains = new(Calls);
        FakeLiveDomains = new(Calls, FakeDomains);
        FakeNetworks = new(Calls);
        FakeVolumes = new(Calls, FakeImages, FakeDomains);
    }

    public CallLog Calls { get; } = new();
    public HostOptions Options { get; set; }
    public FakeImages FakeImages { get; }
    public FakeIsoImages FakeIsoImages { get; }
    public FakeChains FakeChains { get; }
    public FakeQemuAccess FakeQemuAccess { get; } = new();
    public FakeFacts FakeFacts { get; } = new();
    public FakeStore FakeStore { get; }
    public FakeEvaluator FakeEvaluator { get; }
    public FakeDomains FakeDomains { get; }
    public FakeLiveDomains FakeLiveDomains { get; }
    public FakeNetworks FakeNetworks { get; }
    public FakeVolumes FakeVolumes { get; }
    public FakeBridges FakeBridges { get; } = new();

    public HostAccelerator Detected { get; set; } = new(false, "the CPU shows neither vmx nor svm");

    /// <summary>Records and disks lie in the directory of the test.</summary>
    public IHostFiles Files { get; } = new LocalFiles();
    public INixEvaluator Evaluator => FakeEvaluator;
    public INixStore Store => FakeStore;
    public IClosures Closures => new FakeClosures(Calls, FakeImages);
    public IDiskImages Images => FakeImages;
    public IBackingChains Chains => FakeChains;
    public IQemuAccess QemuAccess => FakeQemuAccess;
    public IHostFacts Facts => FakeFacts;
    public IIsoImages IsoImages => FakeIsoImages;
    public IDomains Domains => FakeDomains;
    public ILiveDomains LiveDomains => FakeLiveDomains;
    public INetworks Networks => FakeNetworks;
    public IVolumes Volumes => FakeVolumes;
    public IHostBridges Bridges => FakeBridges;
    public IAccelerators Accelerators => new FakeAccelerators(this);

    private sealed class FakeAccelerators(FakeHost host) : IAccelerators
    {
        public HostAccelerator Detect() => host.Detected;
    }
}
