namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Where the libvirt of a host is, and what a person does when it does not answer.</summary>
internal interface ILibvirtPlace
{
    /// <summary>The connection URI as messages show it, and as <c>virsh</c> takes it.</summary>
    string Uri { get; }

    /// <summary>The URI to open now. The way to another machine may be a new one each time.</summary>
    /// <exception cref="HostException">The host cannot be reached.</exception>
    string Locate();

    /// <summary>The failure of a connection that cannot be opened.</summary>
    HostException Unreachable(LibvirtException error);

    /// <summary>The failure of a call during which the connection ended.</summary>
    HostException Lost(string what, LibvirtException error);
}
