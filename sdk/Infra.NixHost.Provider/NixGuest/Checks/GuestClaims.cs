using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>What the guests of the program have claimed so far, each in its last version.</summary>
internal sealed class GuestClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<GuestClaim>> _byUrn = new(
        StringComparer.Ordinal
    );

    /// <summary>Takes a guest's claims in place of its former ones; gives those that another guest has, with its name in the program.</summary>
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
