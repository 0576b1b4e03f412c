using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>A provider that lists what exists and may be imported.</summary>
internal interface IListingProvider
{
    /// <summary>The schema of the package: JSON in Pulumi's package format; empty when there is none.</summary>
    Task<string> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>All objects of a type that a query asks for: their ids, as an import takes them, and their names.</summary>
    Task<ImmutableArray<(string Id, string Name)>> ListAsync(
        string type,
        PropertyMap query,
        CancellationToken cancellationToken
    );
}
