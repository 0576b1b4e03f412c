namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>An error as libvirt reported it.</summary>
/// <param name="error"><c>virErrorNumber</c>.</param>
/// <param name="domain"><c>virErrorDomain</c>.</param>
/// <param name="message">libvirt's own text.</param>
/// <param name="innerException">The same error as libvirt gave it, when this one adds the purpose of the call.</param>
public sealed class LibvirtException(
    int error,
    int domain,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    /// <summary><c>virErrorNumber</c>, e.g. 42 for no such domain.</summary>
    public int Error { get; } = error;

    /// <summary><c>virErrorDomain</c>, e.g. 10 for the qemu driver.</summary>
    public int Domain { get; } = domain;

    /// <summary>The purpose of the call, such as <c>start the domain 'web'</c>; <c>null</c> when it is not known.</summary>
    public string? Purpose { get; init; }

    /// <summary>libvirt's own text.</summary>
    public string Said => Purpose is null ? Message : InnerException?.Message ?? Message;
}
