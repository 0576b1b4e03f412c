using System.Globalization;
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
            problems.Add(HostProblems.NoKvm(accelerator.Reason));
        var found = bridges.List().Select(bridges.Find).OfType<HostBridge>().ToList();
        if (found.Count == 0)
            problems.Add(HostProblems.NoBridge);
        problems.AddRange(directories.Inspect(options));
        var (memory, freeMemory) = ReadMemory();
        var (disk, store) = (Free(options.ImageDirectory), Free(storeDirectory));
        problems.AddRange(HostProblems.OfSpace(options.ImageDirectory, disk));
        if (store != disk)
            problems.AddRange(HostProblems.OfSpace(storeDirectory, store));
        return new()
        {
            LibvirtVersion = libvirtVersion,
            QemuVersion = qemuVersion,
            NixVersion = nixVersion,
            Accelerator = accelerator,
            Bridges = [.. found],
            Cpus = Environment.ProcessorCount,
            Memory = memory,
            FreeMemory = freeMemory,
            FreeDisk = disk,
            FreeStore = store,
            Problems = [.. problems.OrderByDescending(p => p.IsFatal)],
        };
    }

    /// <summary>proc_meminfo(5): values in KiB, MemAvailable is what can be had without swapping.</summary>
    private (long Total, long Available) ReadMemory()
    {
        var values = File.ReadLines(paths.MemoryInfo)
            .Select(line => line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is ["MemTotal" or "MemAvailable", _, ..])
            .ToDictionary(
                fields => fields[0],
                fields => long.Parse(fields[1], CultureInfo.InvariantCulture) * 1024,
                StringComparer.Ordinal
            );
        return (values.GetValueOrDefault("MemTotal"), values.GetValueOrDefault("MemAvailable"));
    }

    /// <summary>A directory that is not there yet will lie where the nearest one above it does.</summary>
    private static long Free(string directory)
    {
        var there = directory;
        while (!Directory.Exists(there))
            there = Path.GetDirectoryName(there) ?? "/";
        return new DriveInfo(there).AvailableFreeSpace;
    }
}
