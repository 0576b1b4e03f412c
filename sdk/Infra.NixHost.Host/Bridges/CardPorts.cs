using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Bridges;

/// <summary>
/// Moves the port of a guest's card to where libvirt believes it is. A bridge that was renamed keeps its ports, and libvirt, which knows the former
/// name, can neither take them out nor put them into another bridge.
/// </summary>
/// <param name="files">The files of the host.</param>
/// <param name="shell">Runs <c>ip</c>.</param>
/// <param name="timeout">The time limit of one call.</param>
/// <param name="interfaces">The kernel's directory of interfaces.</param>
internal sealed class CardPorts(
    IHostFiles files,
    IHostShell shell,
    TimeSpan timeout,
    string interfaces = "/sys/class/net"
)
{
    /// <summary>Changes a card after its port was put right; a failure puts the port back.</summary>
    /// <param name="liveXml">The running machine.</param>
    /// <param name="deviceXml">The card as it should be.</param>
    /// <param name="change">Changes the card.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task ChangeAsync(
        string liveXml,
        string deviceXml,
        Func<Task> change,
        CancellationToken cancellationToken
    )
    {
        if (FindStray(XElement.Parse(liveXml), XElement.Parse(deviceXml)) is not var (port, at, to))
        {
            await change();
            return;
        }

        await MoveAsync(port, to, cancellationToken);
        try
        {
            await change();
        }
        catch
        {
            await MoveAsync(port, at, CancellationToken.None);
            throw;
        }
    }

    /// <summary>The port of a card that is in another bridge than libvirt knows, with that bridge and the one it knows, if it is there.</summary>
    private (string Port, string At, string? To)? FindStray(XElement domain, XElement device)
    {
        if (device.Name != "interface" || MacOf(device) is not { } mac)
        {
            return null;
        }

        var card = domain.Descendants("interface").FirstOrDefault(i => MacOf(i) == mac);
        var (port, known) = (
            card?.Element("target")?.Attribute("dev")?.Value,
            card?.Element("source")?.Attribute("bridge")?.Value
        );
        // Open vSwitch keeps its ports by itself.
        if (port is null || known is null || card?.Element("virtualport") is not null)
        {
            return null;
        }

        var at = files.ReadLink(Path.Combine(interfaces, port, "master"));
        return at is null || Path.GetFileName(at) == known
            ? null
            : (
                port,
                Path.GetFileName(at),
                files.IsDirectory(Path.Combine(interfaces, known)) ? known : null
            );
    }

    private async Task MoveAsync(string port, string? bridge, CancellationToken cancellationToken)
    {
        string[] place = bridge is null ? ["nomaster"] : ["master", bridge];
        var result = await shell.RunAsync(
            new(Tool.Ip, ["link", "set", "dev", port, .. place]) { Timeout = timeout },
            cancellationToken
        );
        result.OrThrow(
            "port-stuck",
            $"The port '{port}' of a running guest is in another bridge than libvirt knows and cannot be moved "
                + $"(`ip link set dev {port} {string.Join(' ', place)}` as root does it)"
        );
    }

    private static string? MacOf(XElement card) =>
        card.Element("mac")?.Attribute("address")?.Value.ToLowerInvariant();
}
