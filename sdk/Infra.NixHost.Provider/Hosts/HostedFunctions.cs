using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Functions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>Calls functions on the host that their inputs name.</summary>
/// <param name="hosts">The hosts of the run.</param>
/// <param name="functions">Creates the functions of a session.</param>
internal sealed class HostedFunctions(OpenHosts hosts, Func<ProviderSession, FunctionSet> functions)
{
    /// <summary>Invokes a function; returns its outputs, or the failures of its inputs.</summary>
    public async Task<(
        PropertyMap Outputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> InvokeAsync(string token, PropertyMap inputs, CancellationToken cancellationToken)
    {
        var failures = new CheckFailures();
        HostInput.Check(inputs, failures);
        if (!failures.AreNone)
        {
            return (PropertyMap.Empty, failures.Found);
        }

        var host =
            await hosts.OfAsync(inputs, cancellationToken)
            ?? throw new InfraException(
                $"The input {HostInput.Name} of '{token}' is not known yet. Use an engine that waits for the outputs that inputs come from."
            );
        return await functions(host.Session).InvokeAsync(token, inputs, cancellationToken);
    }
}
