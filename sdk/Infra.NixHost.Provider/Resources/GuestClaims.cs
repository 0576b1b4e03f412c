using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The claims of the resources that the program has registered so far.</summary>
internal sealed class GuestClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<GuestClaim>> _byUrn = new(
        StringComparer.Ordinal
    );

    /// <summary>Claims something for a resource, and fails its check when another resource has claimed the same.</summary>
    public void Take(CheckCall call, GuestClaim claim, string code)
    {
        foreach (var (path, _, value, other) in Take(call.Identity, [claim]))
        {
            call.Failures.Add(
                path,
                $"\"{value}\" is also claimed by {other}; give each resource its own",
                code
            );
        }
    }

    /// <summary>Replaces a resource's claims and returns those that another one holds too, with its URN.</summary>
    public ImmutableArray<(string Path, string Kind, string Value, string Other)> Take(
        ResourceIdentity identity,
        IReadOnlyList<GuestClaim> claims
    )
    {
        lock (_gate)
        {
            _byUrn[identity.Urn.Value] = claims;
            return
            [
                .. from claim in claims
                from other in _byUrn
                where other.Key != identity.Urn.Value
                where other.Value.Any(o => o.Kind == claim.Kind && o.Value == claim.Value)
                select (claim.Path, claim.Kind, claim.Value, other.Key),
            ];
        }
    }
}
