using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A tree of files that is composed of other assets and archives.</summary>
public sealed class AssetArchive : Archive
{
    private readonly ImmutableDictionary<string, AssetOrArchive> _assets;

    /// <summary>Creates it from its content.</summary>
    /// <param name="assets">The entries by path, with forward slashes. An archive becomes a directory.</param>
    public AssetArchive(IDictionary<string, AssetOrArchive> assets) =>
        _assets = assets.ToImmutableDictionary(StringComparer.Ordinal);

    internal override IReadOnlyDictionary<string, AssetOrArchive> Entries => _assets;

    internal override PropertyValue.Archive Source(PropertyMap entries) =>
        new(entries, null, null, null);
}
