using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>The change of a resource to another machine: a new one is made there, whatever the former machine has.</summary>
/// <param name="host">The new host.</param>
internal sealed class HostMove(OpenHost host)
{
    /// <summary>Reports the replacement to the user.</summary>
    public async Task<DiffOutcome> DecideAsync(
        ResourceDefinition definition,
        ResourceIdentity identity,
        (PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap News) state,
        CancellationToken cancellationToken
    )
    {
        host.Session.Known.Note(OriginMark.Read(identity, state.OldInputs), state.OldOutputs);
        var outcome = new DiffOutcome([
            .. InputDiff
                .Compare(definition, state.OldInputs, state.News)
                // The way to a machine follows from the machine.
                .DistinctBy(c => c.Property == HostInput.Name ? HostInput.Name : c.Path)
                .Select(c => c.Property == HostInput.Name ? Replacing(definition, c) : c),
        ])
        {
            DeleteBeforeReplace = definition.IsDeletedFirst,
        };
        if (!host.Planner.IsRefresh(identity, state.News))
        {
            await host.Session.Log.InfoAsync(identity.Urn, outcome.Describe(), cancellationToken);
        }

        return outcome;
    }

    private static PropertyChange Replacing(ResourceDefinition definition, PropertyChange change) =>
        change with
        {
            Impact = definition.HoldsData ? ChangeImpact.ReplaceLosingData : ChangeImpact.Replace,
        };
}
