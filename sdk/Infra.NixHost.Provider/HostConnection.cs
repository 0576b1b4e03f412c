using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Ssh;

namespace Infra.NixHost.Provider;

/// <summary>Opens the host of a session.</summary>
internal static class HostConnection
{
    /// <summary>Returns the host without contacting it; the first call connects.</summary>
    public static LinuxHost Open(HostOptions options) =>
        options.Ssh is { } ssh ? new SshHost(options, ssh) : new LocalHost(options);
}
