using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>A host behind ssh. Expressions are evaluated on this machine, and everything else is there.</summary>
public sealed class SshHost : LinuxHost
{
    /// <summary>A host permits ten sessions on a connection; files take five, one keeps the connection, and copies take some.</summary>
    private const int CommandsAtOnce = 3;

    private readonly SshParts _parts;

    /// <summary>Describes the host by its address, paths and timeouts.</summary>
    /// <param name="options">Paths and timeouts.</param>
    /// <param name="ssh">How the host is reached.</param>
    /// <param name="timeProvider">The clock of timeouts, or <c>null</c> for the system's.</param>
    public SshHost(HostOptions options, SshOptions ssh, TimeProvider? timeProvider = null)
        : this(
            options,
            timeProvider ?? TimeProvider.System,
            SshParts.Of(options, ssh, timeProvider)
        ) { }

    private SshHost(HostOptions options, TimeProvider clock, SshParts parts)
        : base(
            options,
            (parts.Shell, parts.Files, parts.Libvirt),
            (here, there) => new SshDelivery(parts.Connection, here, there),
            parts.Connection.Here,
            clock
        ) => _parts = parts;

    /// <summary>Closes the connection.</summary>
    public override void Dispose()
    {
        base.Dispose();
        _parts.Dispose();
    }

    private sealed record SshParts(
        SshConnection Connection,
        SshShell Shell,
        SshFiles Files,
        SshLibvirt Libvirt
    ) : IDisposable
    {
        public static SshParts Of(HostOptions options, SshOptions ssh, TimeProvider? clock)
        {
            var connection = new SshConnection(ssh, LocalShell.Plain(clock));
            var shell = new SshShell(connection, CommandsAtOnce);
            return new(
                connection,
                shell,
                new(connection, options.CommandTimeout),
                new(connection, options.CommandTimeout)
            );
        }

        public void Dispose()
        {
            Files.Dispose();
            Connection.Dispose();
        }
    }
}
