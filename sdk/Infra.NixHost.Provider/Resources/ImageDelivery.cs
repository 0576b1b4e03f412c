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

    /// <summary>Brings an image that the host lacks. An image outside of the store stays where it is.</summary>
    /// <param name="urn">The resource that needs the image.</param>
    /// <param name="image">The path of the image.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    /// <exception cref="HostException">A store does not give or take the image.</exception>
    public async Task BringAsync(Urn urn, string image, CancellationToken cancellationToken)
    {
        var store = session.Host.Store;
        if (
            store.StorePathOf(image) is not { } path
            || session.Run.Sessions.Length == 1 && session.Host.Options.Ssh is null
            || await store.IsValidAsync(path, cancellationToken)
        )
        {
            return;
        }

        foreach (var other in session.Run.Sessions.Where(s => s != session))
        {
            if (await other.Host.Store.IsValidAsync(path, cancellationToken))
            {
                await other.Host.Store.FetchAsync(path, Longest, cancellationToken);
                break;
            }
        }

        await store.BringAsync(path, Longest, new CopyLines(session.Log, urn), cancellationToken);
    }

    private sealed class CopyLines(IEngineLog log, Urn urn) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => log.Status(urn, value.Phase);
    }
}
