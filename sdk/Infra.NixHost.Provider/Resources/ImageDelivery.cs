using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Brings images to the host that needs them, from the machine of the program or from any other host of the run.</summary>
internal sealed class ImageDelivery(ProviderSession session)
{
    /// <summary>A large image over a slow line takes this long at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private readonly INixStore _store = session.Host.Store;

    /// <summary>Brings an image that the host lacks. An image outside of the store stays where it is.</summary>
    /// <param name="urn">The resource that needs the image.</param>
    /// <param name="image">The path of the image.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    /// <exception cref="HostException">A store does not take the image, or no host that has it gives it.</exception>
    public async Task BringAsync(Urn urn, string image, CancellationToken cancellationToken)
    {
        var isAlone = session.Run.Sessions.Length == 1 && session.Host.Options.Ssh is null;
        if (
            isAlone
            || _store.StorePathOf(image) is not { } path
            || await _store.IsValidAsync(path, cancellationToken)
        )
        {
            return;
        }

        var progress = new CopyLines(session.Log, urn);
        await _store.BringAsync(path, Longest, progress, cancellationToken);
        if (!await _store.IsValidAsync(path, cancellationToken))
        {
            await BringFromOthersAsync(path, progress, cancellationToken);
        }
    }

    /// <summary>A host that is lost does not keep the image of another one from its way.</summary>
    private async Task BringFromOthersAsync(
        string path,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken
    )
    {
        HostException? failure = null;
        foreach (var other in session.Run.Sessions.Reverse().Where(s => s.Host != session.Host))
        {
            try
            {
                var store = other.Host.Store;
                if (await store.IsValidAsync(path, cancellationToken))
                {
                    await store.FetchAsync(
                        path,
                        Longest,
                        () => _store.BringAsync(path, Longest, progress, cancellationToken),
                        cancellationToken
                    );
                    return;
                }
            }
            catch (HostException e)
            {
                failure = e;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private sealed class CopyLines(IEngineLog log, Urn urn) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => log.Status(urn, value.Phase);
    }
}
