using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Ssh;

namespace Infra.NixHost.Provider;

/// <summary>Opens the host of a session.</summary>
internal static class HostConnection
{
    /// <summary>Returns a host that nothing but its address describes; <c>null</c> for this machine. The first call connects.</summary>
    public static LinuxHost Open(SshOptions? ssh) =>
        Open(
            ssh is null
                ? new HostOptions()
                : new() { Ssh = ssh, GcRootDirectory = HostOptions.UsualGcRootDirectory }
        );

    /// <summary>Returns the host without contacting it; the first call connects.</summary>
    public static LinuxHost Open(HostOptions options) =>
        options.Ssh is { } ssh ? new SshHost(options, ssh) : new LocalHost(options);
}
