using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>The protected resources of a stack, which <c>destroy --exclude-protected</c> keeps.</summary>
internal static class ProtectedResources
{
    /// <summary>The URNs of the protected resources.</summary>
    public static ImmutableArray<string> Of(Snapshot snapshot) =>
        [.. snapshot.Resources.Where(r => r.Protect).Select(r => r.Urn.Value)];

    /// <summary>The message about the protected resources that are kept.</summary>
    public static string Remainder(Snapshot snapshot)
    {
        var count = Of(snapshot).Length;
        return $"There {(count == 1 ? "is still 1 protected resource" : $"are still {count} protected resources")} in this stack.";
    }
}
