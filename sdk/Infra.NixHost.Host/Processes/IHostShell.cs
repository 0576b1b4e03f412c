namespace Infra.NixHost.Hosts.Processes;

/// <summary>Runs commands on one host. It is the only way to a process of the host.</summary>
internal interface IHostShell
{
    /// <summary>The value of an environment variable as commands see it, or <c>null</c>.</summary>
    string? Variable(string name);

    /// <summary>Runs a command to its end. On cancellation and after its timeout the command is stopped with all its children.</summary>
    /// <exception cref="HostException">The program is missing, cannot be started or took too long.</exception>
    Task<ToolResult> RunAsync(Invocation invocation, CancellationToken cancellationToken);
}
