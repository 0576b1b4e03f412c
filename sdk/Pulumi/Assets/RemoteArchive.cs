using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>An archive file behind an address, fetched by the engine.</summary>
public sealed class RemoteArchive : Archive
{
    private readonly string _uri;

    /// <summary>Names the address.</summary>
    /// <param name="uri">An http, https or file URI.</param>
    public RemoteArchive(string uri) => _uri = uri;

    internal override PropertyValue.Archive Source(PropertyMap entries) =>
        new(null, null, _uri, null);
}
