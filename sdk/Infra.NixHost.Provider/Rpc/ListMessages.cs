using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>Answers requests for lists.</summary>
internal static class ListMessages
{
    /// <summary>The messages of one page.</summary>
    public static async Task<ImmutableArray<ListResponse>> AnswerAsync(
        IResourceHandler handler,
        ListRequest request,
        CancellationToken cancellationToken
    )
    {
        var query = ProviderMessages.Read(request.Query);
        if (PropertyContent.HasUnknown(new PropertyValue.Object(query)))
        {
            return [new() { Computed = new() }];
        }

        var most = Most(request.PageSize, Most(request.Limit, Listing.LargestPage));
        var (page, hasMore) = await new Listing(handler).ReadAsync(
            ListingQuery.Read(query, request.ContinuationToken, most),
            cancellationToken
        );
        var results = page.Select(o => new ListResponse
        {
            Result = new() { Id = o.Id, Name = o.Name },
        });

        // The token is the last id of the page, so that objects which come and go between two pages shift nothing.
        return hasMore
            ?
            [
                .. results,
                new ListResponse { Continuation = new() { ContinuationToken = page[^1].Id } },
            ]
            : [.. results];
    }

    private static int Most(long asked, int otherwise) =>
        asked > 0 ? (int)Math.Min(asked, otherwise) : otherwise;
}
