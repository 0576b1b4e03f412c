using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Bridges;

/// <summary>Asks Open vSwitch for its bridges, because sysfs does not mark them.</summary>
internal sealed class OpenVSwitch(IHostShell shell, TimeSpan timeout)
{
    /// <summary>The exit code of <c>ovs-vsctl br-exists</c> for a name that is not a bridge.</summary>
    private const int NoBridge = 2;

    /// <summary>The ports of a bridge, or <c>null</c> when Open vSwitch has no bridge of that name.</summary>
    public async Task<IReadOnlyList<string>?> PortsAsync(
        string bridge,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var exists = await RunAsync("br-exists", bridge, cancellationToken);
            if (exists.ExitCode == NoBridge || IsOff(exists))
            {
                return null;
            }

            exists.OrThrow("ovs-failed", $"Open vSwitch does not tell whether it has '{bridge}'");
            var ports = await RunAsync("list-ports", bridge, cancellationToken);
            return ports
                .OrThrow("ovs-failed", $"Open vSwitch does not tell the ports of '{bridge}'")
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (HostException e) when (e.Code == "tool-missing")
        {
            // Without Open vSwitch the host has none of its bridges.
            return null;
        }
    }

    /// <summary>An Open vSwitch that is installed but not running has no bridges.</summary>
    private static bool IsOff(ToolResult result) =>
        result.ExitCode != 0
        && result.ErrorText.Contains("database connection failed", StringComparison.Ordinal);

    private Task<ToolResult> RunAsync(
        string command,
        string bridge,
        CancellationToken cancellationToken
    ) =>
        shell.RunAsync(
            new(Tool.OvsVsctl, ["--timeout=10", command, bridge]) { Timeout = timeout },
            cancellationToken
        );
}
