using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Copies the backing files of a running domain's disk into the disk. libvirt then removes the chain from the definition too.</summary>
internal sealed class BlockPull(LibvirtConnection connection, TimeProvider timeProvider)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until the copy is complete. A cancelled copy leaves the content as it was and the file larger.</summary>
    public async Task RunAsync(
        Guid domain,
        string path,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        await WithAsync(
            domain,
            path,
            "flatten",
            handle =>
                VirCall.Check(VirApi.virDomainBlockPull(handle, path, bandwidth: 0, flags: 0)),
            cancellationToken
        );
        try
        {
            while (await ReadAsync(domain, path, cancellationToken) is { } info)
            {
                progress?.Report(info.End == 0 ? 0 : (double)info.Current / info.End);
                await Task.Delay(Poll, timeProvider, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await WithAsync(
                domain,
                path,
                "stop flattening",
                handle => VirCall.Check(VirApi.virDomainBlockJobAbort(handle, path, flags: 0)),
                CancellationToken.None
            );
            throw;
        }
    }

    /// <summary>The running job, or <c>null</c> when it has ended.</summary>
    private Task<BlockJobInfo?> ReadAsync(
        Guid domain,
        string path,
        CancellationToken cancellationToken
    ) =>
        WithAsync(
            domain,
            path,
            "follow the flattening of",
            handle =>
                VirCall.Flag(VirApi.virDomainGetBlockJobInfo(handle, path, out var info, flags: 0))
                    ? info
                    : (BlockJobInfo?)null,
            cancellationToken
        );

    private Task<T> WithAsync<T>(
        Guid domain,
        string path,
        string what,
        Func<DomainHandle, T> call,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync(
            $"{what} the disk '{path}' of the running domain {domain}",
            connect => connection.WithDomain(connect, domain, call),
            cancellationToken
        );
}
