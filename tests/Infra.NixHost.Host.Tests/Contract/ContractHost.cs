using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Contract;

/// <summary>A host as its callers see it: its files and its commands.</summary>
internal sealed class ContractHost : IDisposable
{
    /// <summary>As many commands at one time as a host behind ssh runs for resources.</summary>
    private const int CommandsAtOnce = 3;

    private readonly ImmutableArray<IDisposable> _parts;

    private ContractHost(
        IHostFiles files,
        IHostShell shell,
        params ImmutableArray<IDisposable> parts
    ) => (Files, Shell, _parts) = (files, shell, parts);

    public IHostFiles Files { get; }

    public IHostShell Shell { get; }

    /// <param name="reach">The way to the host.</param>
    /// <param name="variables">The variables of its commands, beside those of every process.</param>
    /// <param name="clock">The clock of timeouts here.</param>
    public static async Task<ContractHost> OpenAsync(
        Reach reach,
        IReadOnlyDictionary<string, string>? variables = null,
        TimeProvider? clock = null
    )
    {
        var time = clock ?? TimeProvider.System;
        if (reach == Reach.Here)
        {
            var none = new Dictionary<string, string>(StringComparer.Ordinal);
            return new(new LocalFiles(), new LocalShell(variables ?? none, time));
        }

        var server = await SshServer.StartAsync(variables);
        return Behind(server, time);
    }

    /// <summary>Uses the files as a user who is not root.</summary>
    public static async Task<T> AsOrdinaryUserAsync<T>(Reach reach, Func<IHostFiles, T> code)
    {
        if (reach == Reach.Here)
        {
            return OrdinaryUser.Run(() => code(new LocalFiles()));
        }

        var server = await SshServer.StartAsync(isOrdinary: true);
        using var host = Behind(server, TimeProvider.System);
        return code(host.Files);
    }

    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    private static ContractHost Behind(SshServer server, TimeProvider clock)
    {
        var options = new SshOptions(server.Address)
        {
            HostKey = server.HostKey,
            IdentityFile = server.IdentityFile,
        };
        var connection = new SshConnection(options, LocalShell.Plain(clock));
        var shell = new SshShell(connection, CommandsAtOnce);
        var files = new SshFiles(connection, TimeSpan.FromMinutes(2));
        return new(files, shell, files, connection, server);
    }
}
