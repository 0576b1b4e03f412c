using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>The command <c>images</c>, which lists the images of a host and drops roots that nothing needs.</summary>
/// <param name="open">Opens the host of an address; <c>null</c> is this machine.</param>
/// <param name="clock">The clock of ages.</param>
internal sealed class ImagesCommand(Func<SshOptions?, INixHost> open, TimeProvider clock)
{
    private const int Usage = 2;

    /// <param name="arguments">The words behind <c>images</c>.</param>
    /// <param name="terminal">Where it writes and asks.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>0, 1 for a host that cannot be read, 2 for wrong arguments and where nobody can be asked.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var options = ImagesOptions.Parse(arguments, out var problem);
        if (problem is not null)
        {
            await terminal.Errors.WriteLineAsync(problem);
            return Usage;
        }

        try
        {
            var ssh = options.Host is { } address ? SshOptions.Parse(address) : null;
            var host = open(ssh);
            using var closing = host as IDisposable;
            return await RunAsync(host, options, terminal, cancellationToken);
        }
        catch (Exception e) when (HostFailure.Is(e) && e is not OperationCanceledException)
        {
            await terminal.Errors.WriteLineAsync(
                $"error: {HostFailure.Tell(e, PropertyMap.Empty)}"
            );
            return 1;
        }
    }

    private async Task<int> RunAsync(
        INixHost host,
        ImagesOptions options,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        // No path of the command is relative, and no engine listens.
        var session = new ProviderSession(host, new(new SilentLog(), "/", clock));
        var facts = await new ImageFactsReader(session).ReadAsync(cancellationToken);
        foreach (var warning in facts.Warnings)
        {
            await terminal.Errors.WriteLineAsync($"warning: {warning}");
        }

        if (options.Prune)
        {
            var prune = new ImagePrune(session, options, terminal);
            return await prune.RunAsync(facts, cancellationToken);
        }

        if (options.Json)
        {
            ImageList.WriteJson(facts, terminal.Output);
        }
        else
        {
            ImageList.Write(facts, clock.GetUtcNow(), terminal.Output);
        }

        return 0;
    }
}
