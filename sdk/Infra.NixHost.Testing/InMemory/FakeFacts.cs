using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Testing.InMemory;

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
            Disk = 100L << 30,
            FreeDisk = 20L << 30,
            FreeStore = 20L << 30,
        };

    public GuestSupport Support { get; set; } =
        new()
        {
            Libvirt = new(9, 0, 0),
            Cpus = Environment.ProcessorCount,
            Firmware = ["efi"],
            HasTpm = true,
            Graphics = ["vnc", "spice"],
            CpuModes = ["host-passthrough", "host-model", "maximum", "custom"],
            CpuModels = ImmutableDictionary.CreateRange(
                StringComparer.Ordinal,
                [KeyValuePair.Create("qemu64", true), KeyValuePair.Create("EPYC", false)]
            ),
            Machines = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [KeyValuePair.Create("q35", 288), KeyValuePair.Create("pc", 255)]
            ),
            DiskBuses = ["fdc", "scsi", "virtio", "usb", "sata"],
            Memory = new(64L << 30, 32L << 30, 8L << 30),
        };

    public HostInterfaces Interfaces { get; set; } =
        new(
            new HashSet<string>(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
        );

    /// <summary>How often the interfaces were read.</summary>
    public int InterfaceReads { get; private set; }

    public HostInterfaces ReadInterfaces()
    {
        InterfaceReads++;
        return Interfaces;
    }

    /// <summary>The free bytes of every directory.</summary>
    public long Free { get; set; } = 1L << 40;

    /// <summary>The machine that the host is.</summary>
    public Guid Machine { get; set; } = new("5f6d1c2e-0000-4000-8000-000000000001");

    /// <summary>Why libvirt does not answer; <c>null</c> when it does.</summary>
    public HostException? Failure { get; set; }

    /// <summary>What tells machines of one UUID apart.</summary>
    public string MachineId { get; set; } = "";

    /// <summary>What tells copies of a machine apart.</summary>
    public string Boot { get; set; } = "";

    /// <summary>What the answer to the question for the machine waits for.</summary>
    public Task Delay { get; set; } = Task.CompletedTask;

    public async Task<HostMachine> ReadMachineAsync(CancellationToken cancellationToken)
    {
        await Delay.WaitAsync(cancellationToken);
        return Failure is { } failure ? throw failure : new(Machine, MachineId, Boot);
    }

    public Task<GuestSupport> ReadSupportAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Support);

    public HostDevices Devices { get; set; } =
        new(
            new HashSet<string>(StringComparer.Ordinal) { "0000:01:00.0" },
            new HashSet<string>(StringComparer.Ordinal) { "046d:c52b" },
            HasIommu: true
        );

    public HostDevices ReadDevices() => Devices;

    /// <summary>The bytes that are used in every file system besides the disks of the program.</summary>
    public long Used { get; set; }

    /// <summary>The number of the file system of a directory. By default there is one for all.</summary>
    public Func<string, ulong> DeviceOf { get; set; } = _ => 1;

    /// <summary>How often the space of a directory was asked for.</summary>
    public int SpaceReadings { get; private set; }

    public FileSystemSpace SpaceOf(string directory)
    {
        SpaceReadings++;
        return new(DeviceOf(directory), Free + Used, Free);
    }

    public Task<HostFacts> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Facts);
}
