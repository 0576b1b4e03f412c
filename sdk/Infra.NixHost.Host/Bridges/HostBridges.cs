using System.Text.RegularExpressions;

namespace Infra.NixHost.Host.Bridges;

/// <summary>Reads the bridges from sysfs.</summary>
/// <param name="interfaces">The kernel's list of interfaces, <c>/sys/class/net</c>.</param>
/// <param name="openVSwitch">Finds the bridges of Open vSwitch.</param>
internal sealed partial class HostBridges(string interfaces, OpenVSwitch openVSwitch) : IHostBridges
{
    /// <inheritdoc/>
    public HostBridge? Find(string name)
    {
        if (!IsInterfaceName(name) || !IsBridge(name))
        {
            return null;
        }

        return Describe(name, Names(Path.Combine(interfaces, name, "brif"))) with
        {
            FiltersVlans = FiltersVlans(name),
        };
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
    public IReadOnlyList<string> List() => [.. Names(interfaces).Where(IsBridge)];

    private HostBridge Describe(string name, IEnumerable<string> ports)
    {
        var uplinks = ports.Where(port => !IsTap(port)).ToList();
        return new(name, [.. uplinks], uplinks.Exists(HasCarrier));
    }

    private bool FiltersVlans(string name)
    {
        var setting = Path.Combine(interfaces, name, "bridge", "vlan_filtering");
        return File.Exists(setting) && File.ReadAllText(setting).Trim() == "1";
    }

    private bool IsBridge(string name) =>
        Directory.Exists(Path.Combine(interfaces, name, "bridge"));

    /// <summary>libvirt names its taps vnetN; sysfs marks every other tap and tun.</summary>
    private bool IsTap(string port) =>
        Tap().IsMatch(port) || File.Exists(Path.Combine(interfaces, port, "tun_flags"));

    private bool HasCarrier(string port)
    {
        try
        {
            return File.ReadAllText(Path.Combine(interfaces, port, "carrier")).Trim() == "1";
        }
        catch (IOException)
        {
            // The kernel answers EINVAL for an interface that is administratively down.
            return false;
        }
    }

    private static IEnumerable<string> Names(string directory) =>
        Directory.Exists(directory)
            ? Directory
                .EnumerateFileSystemEntries(directory)
                .Select(Path.GetFileName)
                .OfType<string>()
                .Order(StringComparer.Ordinal)
            : [];

    private static bool IsInterfaceName(string name) =>
        name.Length > 0 && name is not "." and not ".." && !name.Contains('/');

    [GeneratedRegex(@"\Avnet\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Tap();
}
