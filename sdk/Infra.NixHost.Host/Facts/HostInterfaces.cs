using System.Net;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>The identities of the host itself on its networks, which no guest may have.</summary>
/// <param name="MacAddresses">The MAC addresses in lower case with colons.</param>
/// <param name="Addresses">The IP addresses.</param>
public sealed record HostInterfaces(
    IReadOnlySet<string> MacAddresses,
    IReadOnlySet<string> Addresses
)
{
    /// <summary>The interfaces that libvirt makes for guests; those of macvtap have the guest's own MAC address.</summary>
    private static readonly string[] OfGuests = ["vnet", "macvtap", "tap"];

    /// <summary>Reads what the kernel tells of its interfaces and addresses.</summary>
    internal static HostInterfaces Read(IHostFiles files, HostPaths paths)
    {
        var macs = files
            .List(paths.Interfaces)
            .Where(IsOwn)
            .Select(name => Path.Combine(paths.Interfaces, name, "address"));
        var read = files.Read([paths.Routes, paths.Addresses, .. macs], FilePart.Whole);
        return new(
            read.Skip(2)
                .Where(mac => mac.Failure is not IOException)
                .Select(mac => mac.Text.Trim())
                .Where(IsMac)
                .ToHashSet(StringComparer.Ordinal),
            RouteAddresses(read[0])
                .Concat(InterfaceAddresses(read[1]))
                .Select(address => $"{address}")
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    private static bool IsOwn(string name) =>
        !OfGuests.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    private static bool IsMac(string address) =>
        address.Length == "00:00:00:00:00:00".Length && address.Any(c => c is not ('0' or ':'));

    /// <summary>In the kernel's tree of routes, an address of the host is a leaf that has a route of the type LOCAL to itself alone.</summary>
    private static IEnumerable<IPAddress> RouteAddresses(FileContent routes)
    {
        IPAddress? leaf = null;
        foreach (var line in routes.Lines.Select(l => l.Trim()))
        {
            if (line.StartsWith("|-- ", StringComparison.Ordinal))
            {
                leaf = IPAddress.Parse(line[4..]);
            }
            else if (line == "/32 host LOCAL" && leaf is not null)
            {
                yield return leaf;
            }
        }
    }

    /// <summary>A line has the 32 digits of the address first and the interface last.</summary>
    private static IEnumerable<IPAddress> InterfaceAddresses(FileContent addresses) =>
        addresses
            .Lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [{ Length: 32 }, .., var name] && IsOwn(name))
            .Select(fields => new IPAddress(Convert.FromHexString(fields[0])));
}
