using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>The content behind an address, fetched by the engine.</summary>
public sealed class RemoteAsset : Asset
{
    private readonly string _uri;

    /// <summary>Names the address.</summary>
    /// <param name="uri">An http, https or file URI.</param>
    public RemoteAsset(string uri) => _uri = uri;

    internal override PropertyValue.Asset Source => new(null, null, _uri, null);
}
