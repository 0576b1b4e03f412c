namespace Infra.NixHost.Hosts.Nix;

/// <summary>The delivery to the host that is this machine, whose store has everything already.</summary>
internal sealed class SameStore : IStoreDelivery
{
    /// <inheritdoc/>
    public Task BringAsync(
        string path,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task FetchAsync(string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
