namespace Infra.NixHost.Host.Libvirt;

/// <summary>How often a guest has reset its machine since the counting began.</summary>
public interface IRebootCount : IAsyncDisposable
{
    /// <summary>The number of resets so far.</summary>
    int Count { get; }
}
