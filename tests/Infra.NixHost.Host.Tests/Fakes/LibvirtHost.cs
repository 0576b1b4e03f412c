using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>
/// A connection to real libvirt and a directory for disks. Whatever is defined under <see cref="Name"/>, and any pool over the directory,
/// goes with the test, also when it failed.
/// </summary>
internal sealed class LibvirtHost : IAsyncDisposable
{
    private static readonly Tool Virsh = new("virsh", "libvirt-clients", "");
    private readonly string _uri;
    private readonly LibvirtConnection _connection;

    public LibvirtConnection Connection => _connection;

    public LibvirtHost(string uri, bool events = false)
    {
        _uri = uri;
        _connection = Connect(uri, events);
        Domains = new(_connection, TimeProvider.System);
        Networks = new(_connection);
        Volumes = new(_connection, new LocalFiles(), TimeProvider.System);
        // QEMU's user must be able to enter the directory.
        File.SetUnixFileMode(Directory.Path, (UnixFileMode)0b111_101_101);
    }

    public LibvirtDomains Domains { get; }

    public LibvirtNetworks Networks { get; }

    public LibvirtVolumes Volumes { get; }

    public TestDirectory Directory { get; } = new();

    public string Name => Path.GetFileName(Directory.Path);

    public LocalShell Shell { get; } =
        new(new Dictionary<string, string>(StringComparer.Ordinal), TimeProvider.System);

    public static LibvirtConnection Connect(string uri, bool events = false) =>
        new(new LocalLibvirt(uri), events, TimeSpan.FromMinutes(1), TimeProvider.System);

    /// <summary>The names of this test's active pools.</summary>
    public async Task<IReadOnlyList<string>> PoolsAsync() =>
        [.. (await VirshAsync("pool-list", "--name")).Where(IsOurs)];

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var domain in await Domains.ListAsync(CancellationToken.None))
            {
                if (!IsOurs(domain.Name))
                {
                    continue;
                }

                await Domains.StopAsync(domain.Uuid, TimeSpan.Zero, CancellationToken.None);
                await Domains.UndefineAsync(domain.Uuid, CancellationToken.None);
            }
            foreach (var pool in await PoolsAsync())
            {
                await VirshAsync("pool-destroy", pool);
            }
        }
        finally
        {
            _connection.Dispose();
            Directory.Dispose();
        }
    }

    public const string TestDriver = "test:///default";

    public const string Real = "qemu:///system";

    private bool IsOurs(string name) => name.Contains(Name, StringComparison.Ordinal);

    private async Task<string[]> VirshAsync(params string[] arguments)
    {
        var result = await Shell.RunAsync(
            new(Virsh, ["-c", _uri, .. arguments]) { Timeout = TimeSpan.FromMinutes(1) },
            CancellationToken.None
        );
        return result.OrThrow("test", "virsh").Output.Split('\n', StringSplitOptions.TrimEntries);
    }
}
