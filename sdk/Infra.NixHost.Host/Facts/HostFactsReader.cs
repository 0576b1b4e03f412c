using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Hosts.Facts;

/// <inheritdoc cref="IHostFacts"/>
internal sealed class HostFactsReader(
    HostOptions options,
    string storeDirectory,
    HostTools tools,
    LibvirtVersions libvirt,
    IHostBridges bridges,
    IAccelerators accelerators,
    DirectoryProbe directories,
    IHostFiles files,
    HostPaths paths
) : IHostFacts
{
    /// <inheritdoc/>
    public async Task<HostFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var problems = new List<HostProblem>();
        var (libvirtVersion, qemuVersion, cpus) = await libvirt.ReadAsync(
            problems,
            cancellationToken
        );
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
        var memory = HostMemory.Parse(files.Read(paths.MemoryInfo));
        var (disk, store) = (
            files.SpaceOf(options.ImageDirectory),
            files.FreeBytes(storeDirectory)
        );
        problems.AddRange(HostProblems.OfSpace(options.ImageDirectory, disk.Free));
        if (store != disk.Free)
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
            Cpus = cpus,
            Memory = memory.Total,
            FreeMemory = memory.Available,
            Disk = disk.Total,
            FreeDisk = disk.Free,
            FreeStore = store,
            Problems = [.. problems.OrderByDescending(p => p.IsFatal)],
        };
    }

    /// <inheritdoc/>
    public async Task<HostMachine> ReadMachineAsync(CancellationToken cancellationToken)
    {
        // Both open their own way to a host that is far, at the same time.
        var reading = Task.Run(
            () => files.Read([paths.MachineId, paths.BootId], FilePart.Whole),
            CancellationToken.None
        );
        try
        {
            var uuid = await libvirt.ReadMachineAsync(cancellationToken);
            var ids = await reading;
            return new(uuid, IdIn(ids[0]), IdIn(ids[1]));
        }
        finally
        {
            // It is over before the host is closed, and what libvirt said comes first. A stop waits for nothing.
            await Task.WhenAny(reading).WaitAsync(cancellationToken);
        }
    }

    private static string IdIn(FileContent content) => content.Lines.FirstOrDefault("").Trim();

    /// <inheritdoc/>
    public async Task<GuestSupport> ReadSupportAsync(CancellationToken cancellationToken)
    {
        var isKvm = accelerators.Detect().IsKvm;
        var support = await libvirt.ReadSupportAsync(isKvm, cancellationToken);
        var read = files.Read([paths.Mounts, paths.MemoryInfo], FilePart.Whole);
        return support with
        {
            HasHugetlbfs = read[0].Lines.Any(m => m.Split(' ') is [_, _, "hugetlbfs", ..]),
            Memory = HostMemory.Parse(read[1]),
        };
    }

    /// <inheritdoc/>
    public HostInterfaces ReadInterfaces() => HostInterfaces.Read(files, paths);

    /// <inheritdoc/>
    public HostDevices ReadDevices() => HostDevices.Read(files, paths.Sysfs);

    /// <inheritdoc/>
    public FileSystemSpace SpaceOf(string directory) => files.SpaceOf(directory);
}
