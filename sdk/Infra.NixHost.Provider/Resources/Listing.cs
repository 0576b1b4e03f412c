using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Lists the objects of a type that an import takes, a page at a time, in the order of their ids.</summary>
/// <param name="handler">The type.</param>
internal sealed class Listing(IResourceHandler handler)
{
    /// <summary>How many objects a page has if nobody asks for fewer.</summary>
    public const int LargestPage = 100;

    /// <summary>Lists a page. What an import would refuse is left out unless it is asked for, which only reading it tells.</summary>
    /// <returns>The objects, and whether there may be more.</returns>
    public async Task<(ImmutableArray<ListedObject> Page, bool HasMore)> ReadAsync(
        ListingQuery query,
        CancellationToken cancellationToken
    )
    {
        var page = ImmutableArray.CreateBuilder<ListedObject>();
        var all = await handler.ListAsync(cancellationToken);
        foreach (var found in all.Where(query.Takes).OrderBy(o => o.Id, StringComparer.Ordinal))
        {
            if (page.Count == query.Most)
            {
                return (page.ToImmutable(), true);
            }

            if (query.Unfit || await IsReadableAsync(found, cancellationToken))
            {
                page.Add(found);
            }
        }

        return (page.ToImmutable(), false);
    }

    private async Task<bool> IsReadableAsync(
        ListedObject found,
        CancellationToken cancellationToken
    )
    {
        // Nobody has named the resource yet, and reading uses the urn for defaults only.
        var urn = Urn.Create("list", "list", null, handler.Definition.Token, found.Name);
        var call = new StateCall(new(urn), found.Id, PropertyMap.Empty, PropertyMap.Empty);
        try
        {
            return await handler.ReadAsync(call, cancellationToken) is not null;
        }
        catch (HostException)
        {
            return false;
        }
    }
}
