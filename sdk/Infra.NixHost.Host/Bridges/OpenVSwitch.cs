using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Bridges;

/// <summary>Asks Open vSwitch, where there is one: its bridges cannot be told from other interfaces in sysfs.</summary>
internal sealed class OpenVSwitch(ToolRunner runner, TimeSpan timeout)
{
    /// <summary><c>ovs-vsctl br-exists</c> says so of a name that is no bridge.</summary>
    private const int NoBridge = 2;

    /// <summary>The ports of a bridge, or <c>null</c> when Open vSwitch has none of that name.</summary>
    public async Task<IReadOnlyList<string>?> PortsAsync(
        string bridge,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var exists = await RunAsync("br-exists", bridge, cancellationToken);
            if (exists.ExitCode == NoBridge || IsOff(exists))
                return null;
            exists.OrThrow("ovs-failed", $"Open vSwitch does not tell whether it has '{bridge}'");
            var ports = await RunAsync("list-ports", bridge, cancellationToken);
            return ports
                .OrThrow("ovs-failed", $"Open vSwitch does not tell the ports of '{bridge}'")
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (HostException e) when (e.Code == "tool-missing")
        {
            // A host without it has no bridges of it.
            return null;
        }
    }

    /// <summary>Installed, but not running: then none of its bridges is there either.</summary>
    private static bool IsOff(ToolResult result) =>
        result.ExitCode != 0
        && result.ErrorText.Contains("database connection failed", StringComparison.Ordinal);

    private Task<ToolResult> RunAsync(
        string command,
        string bridge,
        CancellationToken cancellationToken
    ) =>
        runner.RunAsync(
            new(Tool.OvsVsctl, ["--timeout=10", command, bridge]) { Timeout = timeout },
            cancellationToken
        );
}
