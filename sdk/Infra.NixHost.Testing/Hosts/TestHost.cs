using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Values;
using Infra.NixHost.Testing.InMemory;
using Infra.NixHost.Testing.Stacks;

namespace Infra.NixHost.Testing;

/// <summary>
/// A libvirt host in memory with facts of one's choosing. It keeps what <c>NixHostTest.UpAsync</c> makes, and the state of each stack, so that a
/// later run is compared with it. Runs on one host wait for each other.
/// </summary>
/// <remarks>
/// Sizes are texts as in inputs: <c>8GiB</c>, <c>512MiB</c>. A host that ran <c>UpAsync</c> has a temporary directory, which
/// <see cref="Dispose"/> deletes.
/// </remarks>
public sealed class TestHost : IDisposable
{
    private static long s_made;

    private readonly string _directory = Path.Combine(
        Path.GetTempPath(),
        $"nixhost-test-{Guid.NewGuid():N}"
    );
    private readonly Dictionary<string, OrderedDictionary<string, Step>> _states = new(
        StringComparer.Ordinal
    );

    /// <summary>
    /// A host with 64 GiB of memory, 1 TiB of free disk, a bridge <c>br0</c> that reaches the LAN and a bridge <c>lab0</c> that does not,
    /// UEFI, TPM, the machine types <c>q35</c> and <c>pc</c>, and no hardware virtualization.
    /// </summary>
    public TestHost()
    {
        Fake = new(_directory);
        Fake.FakeEvaluator.ReadsSources = true;
        Fake.FakeDomains.OnBoot = Guests.Report;
        Fake.FakeDomains.OnTold = (domain, _) => Guests.Report(domain);
    }

    /// <summary>The UUID of the machine, by which a <c>Host</c> knows it under every address. Default: one of its own.</summary>
    public Guid Machine { get; set; } = Guid.NewGuid();

    /// <summary>The memory. Default: <c>64GiB</c>.</summary>
    public string Memory { get; set; } = "64GiB";

    /// <summary>The memory that is free now. Default: half of <see cref="Memory"/>.</summary>
    public string? FreeMemory { get; set; }

    /// <summary>The memory reserved as huge pages. Default: <c>8GiB</c>.</summary>
    public string HugePages { get; set; } = "8GiB";

    /// <summary>The free bytes of every directory. Default: <c>1024GiB</c>.</summary>
    public string FreeDisk { get; set; } = "1024GiB";

    /// <summary>The processors. Default: 16.</summary>
    public int Processors { get; set; } = 16;

    /// <summary>Whether hardware virtualization works. Default: no.</summary>
    public bool HasKvm { get; set; }

    /// <summary>Whether there is UEFI firmware for guests. Default: yes.</summary>
    public bool HasUefi { get; set; } = true;

    /// <summary>Whether TPMs can be emulated. Default: yes.</summary>
    public bool HasTpm { get; set; } = true;

    /// <summary>Whether PCI devices can be handed to guests. Default: yes.</summary>
    public bool HasIommu { get; set; } = true;

    /// <summary>Whether Nix is installed. Default: yes; every source that exists evaluates to a store path that depends on its text.</summary>
    public bool HasNix { get; set; } = true;

    /// <summary>
    /// What Nix writes to its standard error when it evaluates, as <c>error: undefined variable 'foo'</c>; every evaluation fails with it.
    /// Default: none, and evaluations succeed.
    /// </summary>
    public string? EvaluationError { get; set; }

    /// <summary>The virtual size of the images that Nix builds. Default: <c>64MiB</c>.</summary>
    public string ImageSize { get; set; } = "64MiB";

    /// <summary>The version of libvirt. Default: 9.0.0.</summary>
    public Version LibvirtVersion { get; set; } = new(9, 0, 0);

    /// <summary>The machine types, each with the most virtual CPUs it has. Default: <c>q35</c> with 288, <c>pc</c> with 255.</summary>
    public IDictionary<string, int> Machines { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["q35"] = 288, ["pc"] = 255 };

    /// <summary>The CPU models that QEMU knows, each with whether this host can run it. Default: <c>qemu64</c>, and <c>EPYC</c>, which it cannot.</summary>
    public IDictionary<string, bool> CpuModels { get; } =
        new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            ["qemu64"] = true,
            ["EPYC"] = false,
        };

    /// <summary>The buses of disks. Default: <c>fdc</c>, <c>scsi</c>, <c>virtio</c>, <c>usb</c>, <c>sata</c>.</summary>
    public IList<string> DiskBuses { get; } = ["fdc", "scsi", "virtio", "usb", "sata"];

    /// <summary>The bridges. Default: <c>br0</c> with the uplink <c>eth0</c>, and <c>lab0</c> without one.</summary>
    public IList<TestBridge> Bridges { get; } = [new("br0", "eth0"), new("lab0")];

    /// <summary>The PCI devices, as <c>0000:01:00.0</c>. Default: that one.</summary>
    public ISet<string> PciDevices { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "0000:01:00.0" };

    /// <summary>The USB devices, as <c>046d:c52b</c>. Default: that one.</summary>
    public ISet<string> UsbDevices { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "046d:c52b" };

    /// <summary>The host that the provider sees.</summary>
    internal FakeHost Fake { get; }

    /// <summary>What runs on the host.</summary>
    internal ReadyGuests Guests { get; } = new();

    /// <summary>Changes what the provider sees before each run.</summary>
    internal Action<FakeHost> Adjust { get; init; } = _ => { };

    /// <summary>Runs that use several hosts take them in the order in which they were made, so that none waits for another for ever.</summary>
    internal long Order { get; } = Interlocked.Increment(ref s_made);

    /// <summary>Lets one run at a time use the host.</summary>
    internal SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Adds a domain that no stack made, such as one with a name, UUID or MAC address that is taken.</summary>
    /// <param name="xml">The <c>&lt;domain&gt;</c> with its name; a missing UUID is made up.</param>
    /// <param name="running">Whether it runs, so that its memory and virtual CPUs are taken.</param>
    /// <exception cref="ArgumentException">The text is no domain with a name.</exception>
    /// <exception cref="System.Xml.XmlException">The text is no XML.</exception>
    /// <exception cref="FormatException">The domain's UUID is none.</exception>
    public void AddDomain(string xml, bool running = false)
    {
        var domain = XElement.Parse(xml);
        var name = domain.Element("name")?.Value;
        if (domain.Name != "domain" || string.IsNullOrEmpty(name))
        {
            throw new ArgumentException("Give a <domain> with a <name>.", nameof(xml));
        }

        if (domain.Element("uuid") is null)
        {
            domain.Add(new XElement("uuid", Guid.NewGuid()));
        }

        var uuid = Guid.Parse(domain.Child("uuid").Value);
        Fake.FakeDomains.All[uuid] = new(uuid, name)
        {
            Xml = domain.ToString(),
            LiveXml = running ? domain.ToString() : "",
            State = running ? DomainState.Running : DomainState.ShutOff,
        };
    }

    /// <summary>Adds a network of libvirt that no stack made.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bridge">The bridge that it leads to.</param>
    public void AddNetwork(string name, string bridge) =>
        Fake.FakeNetworks.Add(
            name,
            $"{new XElement("forward", new XAttribute("mode", "bridge"))}{new XElement("bridge", new XAttribute("name", bridge))}"
        );

    /// <summary>Adds a disk image in the format qcow2 that no stack made.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="size">Its virtual size, as <c>10GiB</c>.</param>
    /// <param name="backing">The image below it, which is added before. Default: none.</param>
    public void AddDisk(string path, string size, string? backing = null) =>
        Fake.FakeImages.Add(path, Bytes(size, nameof(size)), backing);

    /// <summary>Deletes the temporary directory.</summary>
    public void Dispose()
    {
        Gate.Dispose();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    /// <summary>The state of a stack.</summary>
    internal OrderedDictionary<string, Step> StateOf(NixHostTestOptions options)
    {
        var name = $"{options.Organization}/{options.Project}/{options.Stack}";
        if (!_states.TryGetValue(name, out var state))
        {
            _states[name] = state = new(StringComparer.Ordinal);
        }

        return state;
    }

    /// <summary>Gives the host in memory these facts.</summary>
    internal void Describe()
    {
        var memory = Bytes(Memory, nameof(Memory));
        var free = FreeMemory is null ? memory / 2 : Bytes(FreeMemory, nameof(FreeMemory));
        var disk = Bytes(FreeDisk, nameof(FreeDisk));
        Fake.Detected = HasKvm
            ? new(true, "KVM: /dev/kvm can be opened.")
            : new(false, "the CPU shows neither vmx nor svm");
        Fake.FakeEvaluator.HasNix = HasNix;
        Fake.FakeEvaluator.Errors = EvaluationError;
        Fake.FakeEvaluator.ImageSize = Bytes(ImageSize, nameof(ImageSize));
        DescribeBridges();
        var facts = Fake.FakeFacts;
        facts.Machine = Machine;
        facts.Free = disk;
        facts.Devices = new(
            PciDevices.ToHashSet(StringComparer.Ordinal),
            UsbDevices.ToHashSet(StringComparer.Ordinal),
            HasIommu
        );
        facts.Support = facts.Support with
        {
            Libvirt = LibvirtVersion,
            Firmware = HasUefi ? ["efi"] : [],
            HasTpm = HasTpm,
            CpuModels = facts.Support.CpuModels.Clear().AddRange(CpuModels),
            Machines = facts.Support.Machines.Clear().AddRange(Machines),
            DiskBuses = [.. DiskBuses],
            Cpus = Processors,
            HasHugetlbfs = true,
            Memory = new(memory, free, Bytes(HugePages, nameof(HugePages))),
        };
        facts.Facts = facts.Facts with
        {
            LibvirtVersion = LibvirtVersion.ToString(),
            NixVersion = HasNix ? facts.Facts.NixVersion : "",
            Accelerator = Fake.Detected,
            Bridges = [.. Fake.FakeBridges.All.Values],
            Cpus = Processors,
            Memory = memory,
            FreeMemory = free,
            FreeDisk = disk,
            FreeStore = disk,
        };
        Adjust(Fake);
    }

    private void DescribeBridges()
    {
        Fake.FakeBridges.All.Clear();
        foreach (var bridge in Bridges)
        {
            Fake.FakeBridges.All[bridge.Name] = new(
                bridge.Name,
                [.. bridge.Uplinks],
                bridge.Uplinks.Count > 0
            )
            {
                IsOpenVSwitch = bridge.IsOpenVSwitch,
                FiltersVlans = bridge.FiltersVlans,
            };
        }
    }

    private static long Bytes(string text, string name) =>
        ByteSize.TryParse(text, out var bytes)
            ? bytes
            : throw new ArgumentException(
                $"{name}: \"{text}\" is not a size. Give one as 8GiB or 512MiB.",
                name
            );
}
