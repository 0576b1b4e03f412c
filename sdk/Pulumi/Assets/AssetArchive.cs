using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A tree of files put together from other assets and archives.</summary>
public sealed class AssetArchive : Archive
{
    private readonly ImmutableDictionary<string, AssetOrArchive> _assets;

    /// <summary>Gives the content.</summary>
    /// <param name="assets">What is in it, by paths with forward slashes; an archive becomes a directory.</param>
    public AssetArchive(IDictionary<string, AssetOrArchive> assets) =>
        _assets = assets.ToImmutableDictionary(StringComparer.Ordinal);

    internal override IReadOnlyDictionary<string, AssetOrArchive> Entries => _assets;

    internal override PropertyValue.Archive Source(PropertyMap entries) =>
        new(entries, null, null, null);
}
