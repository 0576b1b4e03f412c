using Infra.NixHost.Host;

namespace Infra.NixHost.Provider;

/// <summary>Opens the host a session works with.</summary>
internal static class HostConnection
{
    /// <summary>The host; nothing of it is touched before the first call.</summary>
    public static INixHost Open(HostOptions options) => new Host.NixHost(options);
}
