using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>An archive file at a URI, which the engine downloads.</summary>
public sealed class RemoteArchive : Archive
{
    private readonly string _uri;

    /// <summary>Creates it from a URI.</summary>
    /// <param name="uri">An http, https or file URI.</param>
    public RemoteArchive(string uri) => _uri = uri;

    internal override PropertyValue.Archive Source(PropertyMap entries) =>
        new(null, null, _uri, null);
}
