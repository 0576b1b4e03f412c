using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Edits;

/// <summary>Gives resources other urns and updates every reference to them.</summary>
public static class Renaming
{
    /// <summary>The snapshot with one resource under another name: <c>state rename</c>.</summary>
    /// <param name="urn">The resource; both halves of an unfinished replacement have it.</param>
    /// <exception cref="InfraException">The name is not valid or is taken.</exception>
    public static Snapshot Rename(Snapshot snapshot, Urn urn, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new InfraException("The new name of a resource cannot be empty.");
        }

        var renamed = WithName(urn, name);
        if (snapshot.Resources.Any(state => state.Urn == renamed))
        {
            throw new InfraException(
                $"There is a resource {renamed} already. Nothing was changed; choose another name."
            );
        }

        return Rename(snapshot, other => other == urn ? renamed : other);
    }

    /// <summary>The snapshot of a stack under another name, perhaps in another project: <c>stack rename</c>.</summary>
    /// <param name="stack">The stack's new short name.</param>
    public static Snapshot Rename(Snapshot snapshot, string stack, string project) =>
        Rename(
            snapshot,
            // The root resource's name consists of both names.
            urn =>
                Compose(
                    urn,
                    stack,
                    project,
                    urn.Type == Urn.RootStackType ? $"{project}-{stack}" : urn.Name
                )
        );

    private static Snapshot Rename(Snapshot snapshot, Func<Urn, Urn> map) =>
        snapshot with
        {
            Resources = [.. snapshot.Resources.Select(state => Rename(state, map))],
            PendingOperations =
            [
                .. snapshot.PendingOperations.Select(operation =>
                    operation with
                    {
                        Resource = Rename(operation.Resource, map),
                    }
                ),
            ],
        };

    private static ResourceState Rename(ResourceState state, Func<Urn, Urn> map) =>
        ResourceReferences.Map(state, map) with
        {
            Urn = map(state.Urn),
        };

    private static Urn WithName(Urn urn, string name) => Compose(urn, urn.Stack, urn.Project, name);

    // Without a parent the qualified type is kept unchanged.
    private static Urn Compose(Urn urn, string stack, string project, string name) =>
        Urn.Create(stack, project, null, urn.QualifiedType, name);
}
