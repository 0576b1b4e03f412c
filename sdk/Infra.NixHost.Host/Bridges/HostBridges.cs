using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Bridges;

/// <summary>Reads the bridges from sysfs.</summary>
/// <param name="files">The files of the host.</param>
/// <param name="interfaces">The kernel's list of interfaces, <c>/sys/class/net</c>.</param>
/// <param name="openVSwitch">Finds the bridges of Open vSwitch.</param>
internal sealed partial class HostBridges(
    IHostFiles files,
    string interfaces,
    OpenVSwitch openVSwitch
) : IHostBridges
{
    /// <inheritdoc/>
    public HostBridge? Find(string name)
    {
        if (!IsInterfaceName(name) || !IsBridge(name))
        {
            return null;
        }

        return Describe(name, files.List(Path.Combine(interfaces, name, "brif")));
    }

    /// <inheritdoc/>
    public async Task<HostBridge?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!IsInterfaceName(name))
        {
            return null;
        }

        if (Find(name) is { } bridge)
        {
            return bridge;
        }

        return await openVSwitch.PortsAsync(name, cancellationToken) is { } ports
            ? Describe(name, ports) with
            {
                IsOpenVSwitch = true,
                FiltersVlans = true,
            }
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List()
    {
        var names = files.List(interfaces);
        var marks = files.Stat([.. names.Select(MarkOf)]);
        return [.. names.Where((_, i) => marks[i] is { IsDirectory: true })];
    }

    private HostBridge Describe(string name, IEnumerable<string> ports)
    {
        // libvirt names its taps vnetN; sysfs marks every other tap and tun.
        var others = ports.Where(port => !Tap().IsMatch(port)).ToList();
        var settings = files.Read(
            [
                Path.Combine(interfaces, name, "bridge", "vlan_filtering"),
                .. others.Select(p => Path.Combine(interfaces, p, "tun_flags")),
                .. others.Select(p => Path.Combine(interfaces, p, "carrier")),
            ],
            FilePart.Whole
        );
        var (marks, carriers) = (settings.Skip(1), settings.Skip(1 + others.Count));
        var uplinks = others
            .Zip(marks, carriers)
            .Where(port => port.Second.IsMissing)
            .Select(port => (Name: port.First, IsOn: IsOn(port.Third)))
            .ToList();
        return new(name, [.. uplinks.Select(u => u.Name)], uplinks.Any(u => u.IsOn))
        {
            FiltersVlans = IsOn(settings[0]),
        };
    }

    private bool IsBridge(string name) => files.IsDirectory(MarkOf(name));

    private string MarkOf(string name) => Path.Combine(interfaces, name, "bridge");

    /// <summary>Of the carrier of an interface that is administratively down the kernel answers EINVAL.</summary>
    private static bool IsOn(FileContent setting) =>
        setting.Failure is not IOException && setting.Text.Trim() == "1";

    private static bool IsInterfaceName(string name) =>
        name.Length > 0 && name is not "." and not ".." && !name.Contains('/');

    [GeneratedRegex(@"\Avnet\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Tap();
}
