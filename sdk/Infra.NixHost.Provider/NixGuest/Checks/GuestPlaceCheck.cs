using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Refuses a guest whose disks or networks the program makes on another host.</summary>
internal sealed class GuestPlaceCheck(ProviderSession session)
{
    /// <summary>Adds what is elsewhere to the failures.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; i < inputs.Disks.Length; i++)
        {
            if (
                inputs.Disks[i] is { Path: { } path } disk
                && HostOf(path) is { } other
                && (session.RunOutputs.IsLeaving(path) || IsMissing(disk, path))
            )
            {
                Refuse(call, $"{PropertyPath.Join("disks", i)}.path", path, other);
            }
        }

        for (var i = 0; i < inputs.Networks.Length; i++)
        {
            if (
                inputs.Networks[i].Network is { } network
                && HostOf(network) is { } other
                && (
                    session.RunOutputs.IsLeaving(network)
                    || await session.Host.Networks.FindAsync(network, cancellationToken) is null
                )
            )
            {
                Refuse(call, $"{PropertyPath.Join("networks", i)}.network", network, other);
            }
        }
    }

    private bool IsMissing(GuestDiskInputs disk, string path) =>
        GuestDiskSourceCheck.Missing(session, disk) is not null
        || (
            session.Host.Store.StorePathOf(path) is not null
            && session.Host.Files.Stat(path) is null
        );

    /// <summary>The other host on which the program makes something; <c>null</c> for none.</summary>
    private ProviderSession? HostOf(string name) =>
        session.RunOutputs.ContainsFormer(name) && !session.RunOutputs.IsLeaving(name)
            ? null
            : session.Run.Sessions.FirstOrDefault(s =>
                s.Machine != session.Machine && s.RunOutputs.ContainsFormer(name)
            );

    private void Refuse(CheckCall call, string path, string value, ProviderSession other) =>
        call.Failures.Add(
            path,
            $"\"{value}\" is on {other.HostName}, but the guest is on {session.HostName}; give both the same host",
            "host-apart"
        );
}
