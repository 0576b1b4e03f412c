using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts;

/// <summary>
/// A Linux machine as a host, whose commands, files and libvirt are given. The first call that needs a connection opens it; constructing the
/// host does nothing.
/// </summary>
public abstract class LinuxHost : INixHost, IDisposable
{
    private readonly LibvirtConnection _connection;
    private readonly NixEvaluator _evaluator;

    private protected LinuxHost(
        HostOptions options,
        (IHostShell Shell, IHostFiles Files, ILibvirtPlace Libvirt) there,
        Func<NixTools, NixTools, IStoreDelivery> delivery,
        IHostShell here,
        TimeProvider clock
    )
    {
        var (shell, files, libvirt) = there;
        var tools = new NixTools(shell, options, clock);
        var toolsHere = new NixTools(here, options, clock);
        Files = files;
        Options = options;
        _evaluator = new NixEvaluator(toolsHere, Path.Combine(AppContext.BaseDirectory, "nixos"));
        Closures = new NixClosures(tools, files);
        Store = new NixStore(
            tools,
            files,
            new DirectoryCopy(toolsHere),
            delivery(toolsHere, tools),
            new StoreHere(toolsHere, clock),
            clock
        );
        Images = new DiskImages(shell, files, options.CommandTimeout, clock);
        IsoImages = new IsoImages(shell, files, options.CommandTimeout);
        _connection = new LibvirtConnection(libvirt, events: true, options.CommandTimeout, clock);
        Domains = new LibvirtDomains(_connection, clock);
        LiveDomains = new LibvirtLiveDomains(
            _connection,
            new CardPorts(files, shell, options.CommandTimeout)
        );
        Networks = new LibvirtNetworks(_connection);
        Volumes = new LibvirtVolumes(_connection, files, clock);
        var paths = new HostPaths();
        Bridges = new HostBridges(files, paths.Interfaces, new(shell, options.CommandTimeout));
        Accelerators = new HostAccelerators(files, new AcceleratorPaths());
        QemuAccess = new QemuAccess(files, new AcceleratorPaths());
        Chains = ChainsOf(files, shell);
        Facts = new HostFactsReader(
            options,
            tools.StoreDirectory,
            new HostTools(shell, tools, options.CommandTimeout),
            new LibvirtVersions(_connection),
            Bridges,
            Accelerators,
            new DirectoryProbe(files, QemuAccess),
            files,
            paths
        );
    }

    /// <inheritdoc/>
    public HostOptions Options { get; }

    /// <inheritdoc/>
    public IHostFiles Files { get; }

    /// <inheritdoc/>
    public INixEvaluator Evaluator => _evaluator;

    /// <inheritdoc/>
    public INixStore Store { get; }

    /// <inheritdoc/>
    public IClosures Closures { get; }

    /// <inheritdoc/>
    public IDiskImages Images { get; }

    /// <inheritdoc/>
    public IBackingChains Chains { get; }

    /// <inheritdoc/>
    public IQemuAccess QemuAccess { get; }

    /// <inheritdoc/>
    public IHostFacts Facts { get; }

    /// <inheritdoc/>
    public IIsoImages IsoImages { get; }

    /// <inheritdoc/>
    public IDomains Domains { get; }

    /// <inheritdoc/>
    public ILiveDomains LiveDomains { get; }

    /// <inheritdoc/>
    public INetworks Networks { get; }

    /// <inheritdoc/>
    public IVolumes Volumes { get; }

    /// <inheritdoc/>
    public IHostBridges Bridges { get; }

    /// <inheritdoc/>
    public IAccelerators Accelerators { get; }

    /// <summary>The number of libvirt calls so far.</summary>
    public LibvirtCalls LibvirtCalls => _connection.Calls;

    /// <summary>Closes the connection to libvirt.</summary>
    public virtual void Dispose()
    {
        _connection.Dispose();
        _evaluator.Dispose();
        GC.SuppressFinalize(this);
    }

    private BackingChains ChainsOf(IHostFiles files, IHostShell shell) =>
        new(
            Images,
            Store,
            QemuAccess,
            new BackingPlaces(
                Store,
                files,
                Options.ImageDirectory,
                Volumes.ListPoolDirectoriesAsync
            ),
            files,
            shell,
            Path.Combine(Options.StateDirectory, "bases")
        );
}
