using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>Content that comes from outside the program: one file (<see cref="Asset"/>) or a tree of files (<see cref="Archive"/>).</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive() { }

    /// <summary>Converts to the value that is sent; the serializer passes the entries of an archive.</summary>
    internal abstract PropertyValue ToPropertyValue(PropertyMap entries);

    internal virtual IReadOnlyDictionary<string, AssetOrArchive> Entries =>
        new Dictionary<string, AssetOrArchive>();
}
