using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The daemons of libvirt. A driver reports a helper that is down, such as virtlogd, like a connection that is lost.</summary>
internal static partial class LibvirtDaemon
{
    /// <summary>The daemon whose socket a message names, such as <c>virtlogd</c>; <c>null</c> for libvirtd's own.</summary>
    public static string? Named(string message) =>
        Socket().Match(message) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(
        "/(?<name>virt[a-z]+)-(admin-)?sock",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Socket();
}
