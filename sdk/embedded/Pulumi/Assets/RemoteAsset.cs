using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>The content at a URI, which the engine downloads.</summary>
public sealed class RemoteAsset : Asset
{
    private readonly string _uri;

    /// <summary>Creates it from a URI.</summary>
    /// <param name="uri">An http, https or file URI.</param>
    public RemoteAsset(string uri) => _uri = uri;

    internal override PropertyValue.Asset Source => new(null, null, _uri, null);
}
