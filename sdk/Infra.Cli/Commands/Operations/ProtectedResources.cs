using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>The protected resources of a stack, which <c>destroy --exclude-protected</c> leaves.</summary>
internal static class ProtectedResources
{
    /// <summary>Their urns.</summary>
    public static ImmutableArray<string> Of(Snapshot snapshot) =>
        [.. snapshot.Resources.Where(r => r.Protect).Select(r => r.Urn.Value)];

    /// <summary>What to say of those that stay.</summary>
    public static string Remainder(Snapshot snapshot)
    {
        var count = Of(snapshot).Length;
        return $"There {(count == 1 ? "is still 1 protected resource" : $"are still {count} protected resources")} in this stack.";
    }
}
