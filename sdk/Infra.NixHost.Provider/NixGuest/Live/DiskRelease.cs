using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>
/// Waits for disks that another guest still uses: a disk that moves between guests in one run is released when the run reaches the other guest.
/// </summary>
/// <param name="session">The host.</param>
/// <param name="identity">The resource.</param>
/// <param name="inputs">The inputs of the guest that gets the disks.</param>
internal sealed class DiskRelease(
    ProviderSession session,
    ResourceIdentity identity,
    NixGuestInputs inputs
)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs a start or a plug-in, again when another guest has released the disk that was locked.</summary>
    /// <exception cref="HostException">The other guest keeps the disk.</exception>
    public async Task RunAsync(Func<Task> use, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(inputs.WaitTimeout, session.Clock);
        while (true)
        {
            try
            {
                await use();
                return;
            }
            catch (LibvirtException e) when (IsLocked(e))
            {
                await WaitAsync(e, limit.Token, cancellationToken);
            }
        }
    }

    /// <summary>QEMU's words; libvirt passes them on under no code of their own.</summary>
    private static bool IsLocked(LibvirtException exception) =>
        exception.Message.Contains("Failed to get", StringComparison.Ordinal)
        && exception.Message.Contains("lock", StringComparison.Ordinal);

    private async Task WaitAsync(
        LibvirtException failure,
        CancellationToken limit,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var holder = await FindAsync(cancellationToken);
            if (limit.IsCancellationRequested)
            {
                throw InUse(holder, failure);
            }

            await Task.Delay(Poll, session.Clock, cancellationToken);
            if (holder is not var (path, user))
            {
                return;
            }

            session.Log.Status(identity.Urn, $"waiting until the guest '{user}' releases {path}");
        }
    }

    /// <summary>The first writable disk that another running guest has, and that guest's name.</summary>
    private async Task<(string Path, string User)?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var disk in inputs.Disks.Where(d => d is { IsReadOnly: false, Path: not null }))
        {
            var users = await session.Host.Volumes.FindUsersAsync(
                disk.Path ?? "",
                cancellationToken
            );
            if (users.FirstOrDefault(u => u != inputs.GuestName) is { } user)
            {
                return (disk.Path ?? "", user);
            }
        }

        return null;
    }

    private HostException InUse((string Path, string User)? holder, LibvirtException failure)
    {
        var who = holder is var (path, user)
            ? $"the disk \"{path}\": the domain '{user}' uses it. Take it out of that guest or stop it"
            : $"one of its disks: another program has it open ({failure.Message}). End that program";
        return new(
            "disk-in-use",
            $"The guest '{inputs.GuestName}' did not get {who}, then run up again. It has waited for {DurationText.Format(inputs.WaitTimeout)} "
                + "(waitTimeout).",
            failure
        );
    }
}
