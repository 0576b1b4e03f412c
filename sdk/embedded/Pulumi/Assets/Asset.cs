using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>The content of one file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset() { }

    internal abstract PropertyValue.Asset Source { get; }

    internal override PropertyValue ToPropertyValue(PropertyMap entries) => Source;
}
