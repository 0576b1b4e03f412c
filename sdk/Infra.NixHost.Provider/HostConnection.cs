using Infra.NixHost.Host;

namespace Infra.NixHost.Provider;

/// <summary>Opens the host of a session.</summary>
internal static class HostConnection
{
    /// <summary>Returns the host without contacting it; the first call connects.</summary>
    public static INixHost Open(HostOptions options) => new LocalHost(options);
}
