using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Ssh;

namespace Infra.NixHost.Provider.GetHost;

/// <summary>The command <c>doctor</c>, which looks at a host and changes nothing there.</summary>
internal static class Doctor
{
    private const int Usage = 2;

    /// <param name="arguments">Nothing for this machine, or <c>--host ADDRESS</c>.</param>
    /// <param name="output">Gets the report.</param>
    /// <param name="errors">Gets what the user can mend.</param>
    /// <returns>0 for a host that can be used, 1 for one that cannot, 2 for wrong arguments.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        TextWriter output,
        TextWriter errors
    )
    {
        if (arguments is not ([] or ["--host", _]))
        {
            await errors.WriteLineAsync(
                $"\"{string.Join(' ', arguments)}\" is no way to call it; write `doctor`, or `doctor --host ssh://root@attic.lan`."
            );
            return Usage;
        }

        try
        {
            var ssh = arguments is [_, var address] ? SshOptions.Parse(address) : null;
            using var host = HostConnection.Open(ssh);
            var facts = await host.Facts.ReadAsync(CancellationToken.None);
            return HostReport.Write(facts, output) ? 0 : 1;
        }
        catch (HostException e)
        {
            await errors.WriteLineAsync($"error: {e.Message} [{e.Code}]");
            return 1;
        }
    }
}
