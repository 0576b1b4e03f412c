using Infra.NixHost.Host.Files;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Host.Nix;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host;

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
