using System.Collections.Immutable;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Asks a plugin what exists, page after page.</summary>
internal sealed class PluginLists(PluginCalls calls, PluginConfiguration configuration)
{
    /// <summary>The schema of the package; empty when the plugin has none.</summary>
    public async Task<string> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        var answer = await calls.TryCallAsync(
            (client, options) => client.GetSchemaAsync(new(), options),
            cancellationToken
        );
        return answer?.Schema ?? "";
    }

    /// <summary>The ids and names of all objects that a query asks for.</summary>
    public async Task<ImmutableArray<(string Id, string Name)>> ListAsync(
        string type,
        PropertyMap query,
        CancellationToken cancellationToken
    )
    {
        await configuration.IsKnownAsync();
        var request = new ListRequest { Token = type, Query = configuration.Values.Inputs(query) };
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        do
        {
            var page = await calls.ReadAllAsync(
                (client, options) => client.List(request, options),
                cancellationToken
            );
            found.AddRange(
                page.Select(answer => answer.Result)
                    .Where(result => result is not null)
                    .Select(result => (result.Id, result.Name))
            );
            request.ContinuationToken =
                page.Select(answer => answer.Continuation?.ContinuationToken)
                    .LastOrDefault(token => token is not null)
                ?? "";
        } while (request.ContinuationToken.Length > 0);

        return found.ToImmutable();
    }
}
