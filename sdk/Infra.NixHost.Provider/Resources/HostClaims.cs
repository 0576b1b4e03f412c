using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The claims of the program as they count on one host: names, files and networks are its own, and MACs and addresses are the LAN's.</summary>
/// <param name="all">The claims on all hosts.</param>
/// <param name="machine">The machine of the host.</param>
internal sealed class HostClaims(GuestClaims all, string machine)
{
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
        IEnumerable<GuestClaim> claims
    ) => all.Take(identity, [.. claims.Select(c => c.IsOfLan ? c : c with { Machine = machine })]);
}
