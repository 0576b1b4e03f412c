using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts;

/// <summary>The host that is this machine.</summary>
public sealed class LocalHost : LinuxHost
{
    /// <summary>Describes the host by its paths, URIs and timeouts.</summary>
    /// <param name="options">Paths, URIs and timeouts.</param>
    /// <param name="timeProvider">The clock of timeouts, or <c>null</c> for the system's.</param>
    public LocalHost(HostOptions options, TimeProvider? timeProvider = null)
        : this(options, timeProvider ?? TimeProvider.System, LocalShell.Plain(timeProvider)) { }

    private LocalHost(HostOptions options, TimeProvider clock, LocalShell shell)
        : base(
            options,
            (shell, new LocalFiles(), new LocalLibvirt(options.LibvirtUri)),
            (_, _) => new SameStore(),
            shell,
            clock
        ) { }
}
