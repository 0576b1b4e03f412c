using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A tree of files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive() { }

    internal override PropertyValue ToPropertyValue(PropertyMap entries) => Source(entries);

    internal abstract PropertyValue.Archive Source(PropertyMap entries);
}
