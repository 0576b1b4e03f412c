using System.Diagnostics;
using System.Globalization;

namespace TestKit;

/// <summary>Connects to a port of this machine as another of its users, which takes root.</summary>
public static class OtherUser
{
    /// <summary>Opens HTTP/2 on the port and prints how many bytes of the server's first frame come back.</summary>
    private const string Greeting = """
        exec 3<>/dev/tcp/127.0.0.1/$0 || exit 1
        printf 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0' >&3
        timeout 20 head -c 9 <&3 2>/dev/null | wc -c
        """;

    /// <summary>Whether a gRPC server on the port answers the user's greeting.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="port">A port on which a server listens.</param>
    /// <exception cref="InvalidOperationException">The user cannot be taken, or nothing listens there.</exception>
    public static async Task<bool> IsServedAsync(string user, int port)
    {
        using var client = new Process();
        client.StartInfo = new(
            "setpriv",
            [$"--reuid={user}", "--clear-groups", "bash", "-c", Greeting, $"{port}"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        client.Start();
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return client.ExitCode == 0
            ? int.Parse(output, CultureInfo.InvariantCulture) > 0
            : throw new InvalidOperationException(
                $"A connection of {user} to port {port} ended with {client.ExitCode}."
            );
    }
}
