using System.Globalization;
using System.Net;

namespace Infra.Protocol.Rpc;

/// <summary>
/// Finds the user at the other end of a loopback connection, in the kernel's table of TCP connections (<c>/proc/net/tcp</c>, see proc(5)).
/// </summary>
public static class PeerUser
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int StateColumn = 3;
    private const int UserColumn = 7;
    private const int InodeColumn = 9;

    /// <summary>The address 127.0.0.1 as the kernel writes it, alone or as the end of an IPv6 address that stands for it.</summary>
    private const string Loopback = "0100007F";

    /// <summary>The state of an open connection. The kernel gives one that was closed to root, whoever had it.</summary>
    private const string Established = "01";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    private static readonly Lazy<uint> Own = new(() => OwnIn(File.ReadLines("/proc/self/status")));

    /// <summary>
    /// Whether a server serves a connection: its peer is a process of this process's user, or of root. Outside of Linux always <c>true</c>.
    /// </summary>
    /// <param name="local">The server's end, on the loopback interface.</param>
    /// <param name="remote">The peer's end.</param>
    public static bool MayConnect(EndPoint? local, EndPoint? remote) =>
        !OperatingSystem.IsLinux()
        || local is IPEndPoint server
            && remote is IPEndPoint peer
            && Find(Tables.Where(File.Exists).SelectMany(File.ReadLines), server.Port, peer.Port)
                is { } user
            && (user == 0 || user == Own.Value);

    /// <summary>The user whose process has the connection from a port to a server's port, or <c>null</c>.</summary>
    /// <param name="lines">The lines of the kernel's tables.</param>
    /// <param name="server">The server's port.</param>
    /// <param name="peer">The peer's port.</param>
    internal static uint? Find(IEnumerable<string> lines, int server, int peer)
    {
        foreach (var line in lines)
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                columns.Length > InodeColumn
                && columns[StateColumn] == Established
                && columns[InodeColumn] != "0"
                && IsLoopback(columns[LocalColumn], peer)
                && IsLoopback(columns[RemoteColumn], server)
                && uint.TryParse(columns[UserColumn], CultureInfo.InvariantCulture, out var user)
            )
            {
                return user;
            }
        }

        return null;
    }

    /// <summary>The effective user in the lines of <c>/proc/self/status</c>.</summary>
    internal static uint OwnIn(IEnumerable<string> status) =>
        uint.Parse(
            status.First(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2],
            CultureInfo.InvariantCulture
        );

    private static bool IsLoopback(string text, int port) =>
        text.EndsWith($"{Loopback}:{port:X4}", StringComparison.Ordinal);
}
