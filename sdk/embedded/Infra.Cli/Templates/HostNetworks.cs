using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Cli.Templates;

/// <summary>Chooses a network and an address for the guest of a new project, so that it can live beside what the host has.</summary>
/// <param name="routes">The kernel's table of routes, as in <c>/proc/net/route</c>.</param>
/// <param name="neighbours">The kernel's table of neighbours, as in <c>/proc/net/arp</c>.</param>
internal sealed class HostNetworks(string routes, string neighbours)
{
    private const string Bridge = "nixhost0";

    // eng/bridge.sh chooses among the same networks.
    private const int First = 77;
    private const int Last = 99;
    private const uint Mask = 0xFFFFFF00;

    /// <summary>
    /// The host's own address, the first of a network: the bridge's, or the first network that the host has no route into.
    /// </summary>
    public string HostAddress => $"{new IPAddress(ToBytes(Choose() + 1))}";

    public static HostNetworks Read() => new(TextOf("/proc/net/route"), TextOf("/proc/net/arp"));

    /// <summary>An address that follows from a name, and that no known neighbour has.</summary>
    public string AddressOf(string name)
    {
        // Low numbers are left to the host and to the quickstart's guest, which is 10.
        const int Lowest = 20;
        const int Count = 200;
        var start = SHA256.HashData(Encoding.UTF8.GetBytes(name))[0];
        var network = Choose();
        var taken = Rows(neighbours)
            .Where(row => row.Length > 2 && row[2] != "0x0")
            .Select(row => row[0])
            .ToHashSet();
        var addresses = Enumerable
            .Range(start, Count)
            .Select(i => $"{new IPAddress(ToBytes(network + Lowest + (uint)(i % Count)))}")
            .ToList();
        return addresses.Find(address => !taken.Contains(address)) ?? addresses[0];
    }

    private uint Choose()
    {
        var known = Rows(routes).Where(row => row.Length > 1).ToList();
        var own = known.FirstOrDefault(row => row[0] == Bridge);
        var networks = known.Select(row => Parse(row[1]) & Mask).ToHashSet();
        return own is not null
            ? Parse(own[1]) & Mask
            : Enumerable
                .Range(First, Last - First + 1)
                .Select(n => (10u << 24) | ((uint)n << 16))
                .FirstOrDefault(n => !networks.Contains(n), (10u << 24) | (First << 16));
    }

    // The kernel prints the bytes of an address as one number of the machine, which is little-endian.
    private static uint Parse(string text) =>
        uint.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(number)
            : 0;

    private static byte[] ToBytes(uint address) =>
        [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address];

    /// <summary>The rows below the heading, in fields.</summary>
    private static IEnumerable<string[]> Rows(string table) =>
        table
            .Split('\n')
            .Skip(1)
            .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A host that hides its tables gets the first network; the preview finds what is taken.
            return "";
        }
    }
}
