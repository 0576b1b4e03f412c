namespace Infra.NixHost.Host.Libvirt;

/// <summary>An error as libvirt reported it.</summary>
/// <param name="error"><c>virErrorNumber</c>.</param>
/// <param name="domain"><c>virErrorDomain</c>.</param>
/// <param name="message">libvirt's own text.</param>
/// <param name="innerException">The same error as the call gave it, when this one says more about what it was for.</param>
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
}
