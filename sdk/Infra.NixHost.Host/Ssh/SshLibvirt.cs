using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>The libvirt of a host behind ssh. The connection forwards its socket to one of this machine.</summary>
/// <param name="connection">The connection to the host.</param>
/// <param name="timeout">How long a command may take.</param>
internal sealed class SshLibvirt(SshConnection connection, TimeSpan timeout) : ILibvirtPlace
{
    /// <summary>It has a place of its own, because builds may take those of other commands for hours.</summary>
    private readonly SshShell _shell = new(connection, places: 1);

    /// <summary>Where libvirt is one daemon, or a proxy stands for its modular ones, the first one answers; else QEMU's own.</summary>
    private const string FindSocket = """
        for s in /run/libvirt/libvirt-sock /run/libvirt/virtqemud-sock; do
            if [ -S "$s" ]; then echo "$s"; exit; fi
        done
        """;

    private readonly Lock _gate = new();
    private SshMaster? _forwarding;
    private string _local = "";

    /// <inheritdoc/>
    public string Uri =>
        connection.Options is { Port: { } port, Destination: var name }
            ? $"qemu+ssh://{name}:{port}/system"
            : $"qemu+ssh://{connection.Options.Destination}/system";

    /// <inheritdoc/>
    public string Locate()
    {
        lock (_gate)
        {
            var master = connection.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
            if (_forwarding != master)
            {
                _local = Forward(master);
                _forwarding = master;
            }

            return $"qemu+unix:///system?socket={_local}";
        }
    }

    /// <inheritdoc/>
    public HostException Unreachable(LibvirtException error) =>
        Answers()
            ? new(
                "host-libvirt",
                $"The libvirt of the host {connection.Options.Name} ({connection.Options.Address}) does not answer: {error.Message}. "
                    + $"See what it says there: `{connection.Options.Typed} virsh -c qemu:///system list`.",
                error
            )
            : SshFailure.Lost(connection.Options, "open a connection to libvirt", error.Message);

    /// <inheritdoc/>
    public HostException Lost(string what, LibvirtException error) =>
        Answers()
            ? LibvirtUnreachable.Lost(Uri, what, error)
            : SshFailure.Lost(connection.Options, what, error.Message);

    /// <summary>Whether the host answers on the connection that libvirt's socket came over.</summary>
    private bool Answers()
    {
        SshMaster? master;
        lock (_gate)
        {
            master = _forwarding;
        }

        return master?.AnswersAsync(connection.Here).GetAwaiter().GetResult() ?? false;
    }

    private string Forward(SshMaster master)
    {
        var options = connection.Options;
        var remote = Run(
                _shell,
                new(Tool.Shell, ["-c", FindSocket]) { Timeout = timeout, Shown = "ls /run/libvirt" }
            )
            .OrThrow("host-libvirt", $"The host {options.Name} does not tell where its libvirt is")
            .Output.Trim();
        if (remote.Length == 0)
        {
            throw new HostException(
                "host-libvirt",
                $"The host {options.Name} ({options.Address}) has no libvirt: there is no socket /run/libvirt/libvirt-sock. Start it: "
                    + $"`{options.Typed} systemctl start libvirtd`, on NixOS after `virtualisation.libvirtd.enable = true`."
            );
        }

        var local = master.PathBeside("libvirt");
        Run(
                connection.Here,
                new(
                    Tool.Ssh,
                    [
                        .. master.Shared,
                        "-O",
                        "forward",
                        "-L",
                        $"{local}:{remote}",
                        "--",
                        options.Destination,
                    ]
                )
                {
                    Timeout = timeout,
                }
            )
            .OrThrow("host-libvirt", $"The libvirt of the host {options.Name} cannot be forwarded");
        return local;
    }

    private static ToolResult Run(IHostShell shell, Invocation invocation) =>
        shell.RunAsync(invocation, CancellationToken.None).GetAwaiter().GetResult();
}
