using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Edits;

/// <summary>Creates that a killed run has left open: they may have happened or not.</summary>
public static class PendingCreates
{
    /// <summary>The operations.</summary>
    public static IEnumerable<PendingOperation> Of(Snapshot snapshot) =>
        snapshot.PendingOperations.Where(o => o.Type == OperationType.Creating);

    /// <summary>The snapshot with one create settled: it did not happen.</summary>
    public static Snapshot Clear(Snapshot snapshot, Urn urn) =>
        snapshot with
        {
            PendingOperations =
            [
                .. snapshot.PendingOperations.Where(o =>
                    o.Type != OperationType.Creating || o.Resource.Urn != urn
                ),
            ],
        };

    /// <summary>The snapshot with one create settled: it happened, and what it made has an id. A refresh then reads what is really there.</summary>
    /// <exception cref="InfraException">There is no such create, the id is empty, or the state has a resource of that urn already.</exception>
    public static Snapshot Import(Snapshot snapshot, Urn urn, string id)
    {
        var operation =
            Of(snapshot).FirstOrDefault(o => o.Resource.Urn == urn)
            ?? throw new InfraException(
                $"No create of {urn} was left open by a killed run. 'pulumi refresh' without options names those that were."
            );
        if (id.Length == 0)
        {
            throw new InfraException($"The id of {urn} is empty.");
        }

        if (snapshot.Resources.Any(state => state.Urn == urn && !state.Delete))
        {
            throw new InfraException(
                $"The state has {urn} already: what was to be created is its replacement. Delete that by hand if it is there, and use --clear-pending-creates."
            );
        }

        return Clear(snapshot, urn) with
        {
            Resources = snapshot.Resources.Add(operation.Resource with { Id = id }),
        };
    }
}
