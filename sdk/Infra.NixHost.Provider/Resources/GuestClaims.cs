using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The claims of the resources that the program has registered so far.</summary>
internal sealed class GuestClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<GuestClaim>> _byUrn = new(
        StringComparer.Ordinal
    );

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
                where
                    other.Value.Any(o =>
                        (o.Kind, o.Value, o.Machine) == (claim.Kind, claim.Value, claim.Machine)
                    )
                select (claim.Path, claim.Kind, claim.Value, other.Key),
            ];
        }
    }
}
