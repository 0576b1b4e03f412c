using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeVolumes(CallLog calls, FakeImages images, FakeDomains domains) : IVolumes
{
    /// <summary>Fails the next create as a full disk does.</summary>
    public Exception? CreateFailure { get; set; }

    /// <summary>Runs once, while the next volume is being created.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Whether pools that are named are there.</summary>
    public bool HasPools { get; set; } = true;

    /// <summary>A pool whose volumes are no files, such as one over LVM.</summary>
    public string? PoolWithoutDirectory { get; set; }

    public Task<PoolInfo> OpenPoolAsync(
        string? pool,
        string directory,
        CancellationToken cancellationToken
    )
    {
        calls.Read("pool open");
        return Task.FromResult(
            new PoolInfo(pool ?? "default", pool is null ? directory : $"/pools/{pool}")
        );
    }

    public Task<string?> LocatePoolAsync(string pool, CancellationToken cancellationToken)
    {
        calls.Read("pool locate");
        return pool == PoolWithoutDirectory
            ? throw new HostException("pool-type", $"The storage pool '{pool}' is no directory.")
            : Task.FromResult(HasPools ? $"/pools/{pool}" : null);
    }

    public Task<IReadOnlyList<string>> ListPoolDirectoriesAsync(CancellationToken cancellationToken)
    {
        calls.Read("pools list");
        return Task.FromResult<IReadOnlyList<string>>(["/pools"]);
    }

    public async Task<string> CreateOverlayAsync(
        PoolInfo pool,
        string fileName,
        long capacity,
        string backingPath,
        string backingFormat,
        CancellationToken cancellationToken
    )
    {
        calls.Write("volume create");
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }

        if (CreateFailure is not null)
        {
            throw CreateFailure;
        }

        var path = Path.Combine(pool.Directory, fileName);
        if (images.Exists(path))
        {
            throw new LibvirtException(90, 18, $"storage volume '{fileName}' exists already");
        }

        images.Add(path, capacity, backingPath);
        return path;
    }

    public Task ResizeAsync(string path, long capacity, CancellationToken cancellationToken)
    {
        calls.Write("volume resize");
        Rule.Require(Users(path).Count == 0, "the file of a running guest is resized");
        images.Files[path] = images.Files[path] with { VirtualSize = capacity };
        return Task.CompletedTask;
    }

    public Task ResizeLiveAsync(
        Guid domain,
        string path,
        long capacity,
        CancellationToken cancellationToken
    )
    {
        calls.Write("volume resize live");
        images.Files[path] = images.Files[path] with { VirtualSize = capacity };
        return Task.CompletedTask;
    }

    public Task FlattenLiveAsync(
        Guid domain,
        string path,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        calls.Write("volume flatten live");
        images.Files[path] = images.Files[path] with { BackingPath = null, BackingFormat = null };
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        calls.Write("volume delete");
        images.Files.TryRemove(path, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> FindUsersAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        calls.Read("volume users");
        return Task.FromResult(Users(path));
    }

    public Task<IReadOnlyList<string>> FindReferencesAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        calls.Read("volume references");
        return Task.FromResult<IReadOnlyList<string>>([
            .. domains.All.Values.Where(d => Uses(d.Xml, path)).Select(d => d.Name),
        ]);
    }

    private IReadOnlyList<string> Users(string path) =>
        [
            .. domains
                .All.Values.Where(d =>
                    d.State == DomainState.Running
                    && Uses(d.LiveXml.Length > 0 ? d.LiveXml : d.Xml, path)
                )
                .Select(d => d.Name),
        ];

    private static bool Uses(string xml, string path) =>
        DiskUsers.Uses(new LocalFiles(), XElement.Parse(xml), path, pool => $"/pools/{pool}");
}
