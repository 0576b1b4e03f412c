using Grpc.Core;
using Pulumirpc;

namespace Infra.Engine.Foreign;

/// <summary>
/// Corrects aliases of Node programs on old SDKs, which swap "the same parent" and "no parent". Newer SDKs say that theirs are
/// right.
/// </summary>
internal static class LegacyAliases
{
    /// <summary>Swaps the marks when the SDK is an old one.</summary>
    public static void Mend(RegisterResourceRequest request, Metadata headers)
    {
        if (request.AliasSpecs || !IsNode(headers))
        {
            return;
        }

        foreach (var spec in request.Aliases.Select(alias => alias.Spec).OfType<Alias.Types.Spec>())
        {
            var saysNone = spec.ParentCase == Alias.Types.Spec.ParentOneofCase.NoParent;
            if (saysNone && spec.NoParent)
            {
                spec.ClearParent();
            }
            else if (!saysNone && spec.ParentUrn.Length == 0)
            {
                spec.NoParent = true;
            }
        }
    }

    private static bool IsNode(Metadata headers) =>
        headers.GetValue("pulumi-runtime") is { } runtime
            ? runtime == "nodejs"
            : headers.GetValue("user-agent")?.StartsWith("grpc-node-js/", StringComparison.Ordinal)
                ?? false;
}
