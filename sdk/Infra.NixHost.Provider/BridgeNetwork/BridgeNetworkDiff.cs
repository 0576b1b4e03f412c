using System.Collections.Immutable;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Decides the impact of changes to a network and on its running guests.</summary>
internal sealed class BridgeNetworkDiff(ProviderSession session)
{
    /// <summary>The changes with their impact.</summary>
    public async Task<DiffOutcome> DecideAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var changes = call.Changes;
        if (new InputReader(call.OldOutputs).Flag("active") == false)
        {
            changes = changes.Add(
                new("active", ChangeKind.Update, false, true)
                {
                    Reason = "the network was stopped outside of this stack and is started again",
                    IsOutput = true,
                }
            );
        }

        changes = ImportedInputs.Forgive(call, changes);
        return new(changes)
        {
            Notes = await NotesAsync(call, changes, cancellationToken),
            // Two networks cannot have one name, so a forced replacement deletes first.
            DeleteBeforeReplace = changes.All(c => c.Property != "networkName"),
            Stables = ["networkName", "uuid"],
        };
    }

    /// <summary>Names the running guests that are affected; reads the host only when some may be.</summary>
    private async Task<ImmutableArray<string>> NotesAsync(
        DiffCall call,
        ImmutableArray<PropertyChange> changes,
        CancellationToken cancellationToken
    )
    {
        var name = new InputReader(call.OldOutputs).Text("networkName");
        var isReplaced = changes.Any(c => c.IsReplace);
        if (name is null || !(isReplaced || changes.Any(c => c.Impact == ChangeImpact.Live)))
        {
            return [];
        }

        var network = await session.Host.Networks.ReadAsync(
            StateId.Uuid(call.Identity, call.Id),
            cancellationToken
        );
        var maker = network is null ? null : OwnerXml.Read(network.Xml);
        var who = new NetworkGuests(session, call.Identity, maker);
        var guests = await who.FindAsync(name, cancellationToken);
        var canFollow = await who.CanFollowAsync(
            new InputReader(call.OldInputs).Text("bridge"),
            new InputReader(call.News).Text("bridge") ?? "",
            cancellationToken
        );
        if (guests.Length > 0 && !isReplaced && !canFollow)
        {
            return
            [
                $"the running guests {Names(_ => true)} {BridgeText.Stay}: {BridgeText.CannotFollow}",
            ];
        }

        var (ours, others) = (Names(g => g.IsOurs), Names(g => !g.IsOurs));
        return
        [
            .. ours.Length > 0 && isReplaced
                ? [$"the running guests {ours} keep their link until they take the new network"]
                : ImmutableArray<string>.Empty,
            .. ours.Length > 0 && !isReplaced
                ? [$"the running guests {ours} follow at once and lose their connections"]
                : ImmutableArray<string>.Empty,
            .. others.Length > 0
                ? [$"the running guests {others} are not of this program: they {BridgeText.Stay}"]
                : ImmutableArray<string>.Empty,
        ];

        string Names(Func<(DomainReading Domain, bool IsOurs), bool> are) =>
            string.Join(", ", guests.Where(are).Select(g => g.Domain.Info.Name).Order());
    }
}
