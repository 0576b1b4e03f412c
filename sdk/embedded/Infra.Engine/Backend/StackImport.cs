using Infra.Engine.State;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Checks that a deployment belongs to the stack that imports it.</summary>
internal static class StackImport
{
    public static void RequireOwn(StackReference stack, Snapshot snapshot)
    {
        foreach (var urn in snapshot.Resources.Select(state => state.Urn))
        {
            if (
                !string.Equals(urn.Stack, stack.Name, StringComparison.Ordinal)
                || !string.Equals(urn.Project, stack.Project, StringComparison.Ordinal)
            )
            {
                throw new InfraException(
                    $"The deployment does not belong to the stack {stack}: it holds {urn}, of {urn.Project}/{urn.Stack}. Nothing was changed. Pass --force to import it anyway."
                );
            }
        }
    }
}
