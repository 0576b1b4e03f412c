using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Looks after the base of an overlay: is it there, has it the same bytes, does a root hold it?</summary>
internal sealed class OverlayBase(ProviderSession session, OverlayFile file)
{
    /// <summary>Tells what is wrong, and makes a lost root again.</summary>
    public async Task InspectAsync(
        StateCall call,
        PropertyMap outputs,
        CancellationToken cancellationToken
    )
    {
        var reader = new InputReader(outputs);
        var backing = reader.Text("backingPath");
        if (string.IsNullOrEmpty(backing))
        {
            return;
        }

        if (!session.Host.Images.Exists(backing))
        {
            await WarnAsync(
                $"The disk {call.Id} has lost its base {backing}: no guest can start with it. Build the image again, or replace the disk."
            );
            return;
        }

        var store = session.Host.Store;
        if (store.StorePathOf(backing) is not { } storePath)
        {
            return;
        }

        var (made, now) = (
            reader.Text("backingHash"),
            await store.QueryHashAsync(storePath, cancellationToken)
        );
        if (!string.IsNullOrEmpty(made) && made != now)
        {
            await WarnAsync(
                $"The base {backing} of the disk {call.Id} has other bytes than the disk was made on ({now} instead of {made}): the disk is broken. Replace it."
            );
        }

        var root = file.RootOf(call.Identity, Path.GetFileName(call.Id));
        if (store.ReadRoot(root) != storePath)
        {
            await WarnAsync(
                $"The garbage collector root {root} of the disk {call.Id} was gone; made it again."
            );
            await store.RealiseAsync(
                storePath,
                root,
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }

        Task WarnAsync(string message) =>
            session.Log.WarnAsync(call.Identity.Urn, message, cancellationToken);
    }
}
