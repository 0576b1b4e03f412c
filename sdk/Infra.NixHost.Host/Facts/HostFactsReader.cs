using Infra.NixHost.Host.Accelerators;
using Infra.NixHost.Host.Bridges;
using Infra.NixHost.Host.Libvirt;

namespace Infra.NixHost.Host.Facts;

/// <inheritdoc cref="IHostFacts"/>
internal sealed class HostFactsReader(
    HostOptions options,
    string storeDirectory,
    HostTools tools,
    LibvirtVersions libvirt,
    IHostBridges bridges,
    IAccelerators accelerators,
    DirectoryProbe directories,
    HostPaths paths
) : IHostFacts
{
    /// <inheritdoc/>
    public async Task<HostFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var problems = new List<HostProblem>();
        var (libvirtVersion, qemuVersion) = await libvirt.ReadAsync(problems, cancellationToken);
        var nixVersion = await tools.ReadAsync(problems, cancellationToken);
        var accelerator = accelerators.Detect();
        if (!accelerator.IsKvm)
        {
            problems.Add(HostProblems.NoKvm(accelerator.Reason));
        }

        var found = bridges.List().Select(bridges.Find).OfType<HostBridge>().ToList();
        if (found.Count == 0)
        {
            problems.Add(HostProblems.NoBridge);
        }

        problems.AddRange(directories.Inspect(options));
        var memory = HostMemory.Read(paths.MemoryInfo);
        var (disk, store) = (FreeBytes(options.ImageDirectory), FreeBytes(storeDirectory));
        problems.AddRange(HostProblems.OfSpace(options.ImageDirectory, disk));
        if (store != disk)
        {
            problems.AddRange(HostProblems.OfSpace(storeDirectory, store));
        }

        return new()
        {
            LibvirtVersion = libvirtVersion,
            QemuVersion = qemuVersion,
            NixVersion = nixVersion,
            Accelerator = accelerator,
            Bridges = [.. found],
            Cpus = Environment.ProcessorCount,
            Memory = memory.Total,
            FreeMemory = memory.Available,
            FreeDisk = disk,
            FreeStore = store,
            Problems = [.. problems.OrderByDescending(p => p.IsFatal)],
        };
    }

    /// <inheritdoc/>
    public async Task<GuestSupport> ReadSupportAsync(CancellationToken cancellationToken) =>
        (await libvirt.ReadSupportAsync(accelerators.Detect().IsKvm, cancellationToken)) with
        {
            HasHugetlbfs = File.ReadLines(paths.Mounts)
                .Any(m => m.Split(' ') is [_, _, "hugetlbfs", ..]),
            Memory = HostMemory.Read(paths.MemoryInfo),
        };

    /// <inheritdoc/>
    public HostInterfaces ReadInterfaces() => HostInterfaces.Read();

    /// <inheritdoc/>
    public HostDevices ReadDevices() => HostDevices.Read(paths.Sysfs);

    /// <inheritdoc/>
    public long FreeBytes(string directory)
    {
        var there = directory;
        while (!Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there) ?? "/";
        }

        return new DriveInfo(there).AvailableFreeSpace;
    }
}
