namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>A count of the resets of a guest's machine.</summary>
public interface IRebootCount : IAsyncDisposable
{
    /// <summary>The number of resets since the counting began.</summary>
    int Count { get; }
}
