using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>Content from outside of the program: one file (<see cref="Asset"/>) or a tree of files (<see cref="Archive"/>).</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive() { }

    /// <summary>What travels; entries of an archive are given by whoever serializes them.</summary>
    internal abstract PropertyValue ToPropertyValue(PropertyMap entries);

    internal virtual IReadOnlyDictionary<string, AssetOrArchive> Entries =>
        new Dictionary<string, AssetOrArchive>(StringComparer.Ordinal);
}
