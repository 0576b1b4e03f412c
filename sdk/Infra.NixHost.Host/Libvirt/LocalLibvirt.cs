namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The libvirt of this machine.</summary>
internal sealed class LocalLibvirt(string uri) : ILibvirtPlace
{
    /// <inheritdoc/>
    public string Uri => uri;

    /// <inheritdoc/>
    public string Locate() => uri;

    /// <inheritdoc/>
    public HostException Unreachable(LibvirtException error) =>
        LibvirtUnreachable.Explain(uri, error);

    /// <inheritdoc/>
    public HostException Lost(string what, LibvirtException error) =>
        LibvirtUnreachable.Lost(uri, what, error);
}
