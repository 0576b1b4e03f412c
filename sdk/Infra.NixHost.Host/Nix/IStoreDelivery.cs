namespace Infra.NixHost.Hosts.Nix;

/// <summary>Brings what was evaluated or copied on this machine to the store of a host.</summary>
internal interface IStoreDelivery
{
    /// <summary>Brings a derivation or another store path with all that it refers to. What the host has, or this machine lacks, is left alone.</summary>
    /// <exception cref="HostException">The host's store does not take it.</exception>
    Task BringAsync(
        string path,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>Brings a store path of the host with all that it refers to to this machine.</summary>
    /// <exception cref="HostException">The store of this machine does not take it.</exception>
    Task FetchAsync(string path, TimeSpan timeout, CancellationToken cancellationToken);
}
