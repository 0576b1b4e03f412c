using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Looks at a guest after an operation, and says why it does not run or rest as asked.</summary>
internal sealed class PowerCheck(ProviderSession session)
{
    /// <summary>The longest time that libvirt may take for a state that passes, such as a snapshot.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The time in which QEMU repeats a failed write of a resumed guest; it does so at once.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads a guest once libvirt has finished what it does with it; <c>null</c> when it is gone.</summary>
    public async Task<DomainReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, session.Clock);
        while (true)
        {
            var reading = await session.Host.Domains.ReadAsync(uuid, cancellationToken);
            if (reading is null || !IsPassing(reading.Info) || limit.IsCancellationRequested)
            {
                return reading;
            }

            await Task.Delay(Poll, session.Clock, cancellationToken);
        }
    }

    /// <summary>Why a guest is not as its inputs ask, or <c>null</c> when it is.</summary>
    public async Task<HostException?> FindFaultAsync(
        NixGuestInputs inputs,
        DomainReading? reading,
        CancellationToken cancellationToken
    )
    {
        var name = inputs.GuestName;
        if (reading is null)
        {
            return new("guest-gone", $"Somebody has removed the guest '{name}'. Run up again.");
        }

        if (!inputs.Running)
        {
            return reading.Info.IsOn
                ? new(
                    "guest-running",
                    $"The guest '{name}' should be off and runs again. Find what starts it on the host, then run up again."
                )
                : null;
        }

        // A guest that nobody waits for may do its work and power off, but not crash.
        return inputs.WaitFor == "none" && reading.Info is { IsOn: false, HasCrashed: false }
            ? null
            : await FindStopAsync(name, reading, cancellationToken);
    }

    /// <summary>Why a guest that should run does not, or <c>null</c> when it runs.</summary>
    public async Task<HostException?> FindStopAsync(
        string name,
        DomainReading reading,
        CancellationToken cancellationToken
    ) =>
        reading.Info switch
        {
            { State: DomainState.Running or DomainState.Blocked } => null,
            { State: DomainState.Paused, PauseReason: PauseReason.IoError } => await IoErrorAsync(
                name,
                reading,
                cancellationToken
            ),
            { State: DomainState.Paused } paused => new(
                "guest-paused",
                $"The guest '{name}' is paused: {Describe(paused.PauseReason)}. Resume it (`virsh resume {name}`) or run up again."
            ),
            { State: DomainState.Suspended } => Sleeps(name),
            { HasCrashed: true } => new(
                "guest-crashed",
                $"The guest '{name}' crashed. QEMU's log is in /var/log/libvirt/qemu. {ConsoleOf(name)}"
            ),
            _ => new("guest-died", $"The guest '{name}' powered off. {ConsoleOf(name)}"),
        };

    private string ConsoleOf(string name) => new ConsoleFiles(session.Host).Describe(name);

    /// <summary>Resumes a guest that a failed write has paused, and sees that it goes on.</summary>
    /// <exception cref="HostException">The write failed again.</exception>
    public async Task ResumeAsync(string name, Guid uuid, CancellationToken cancellationToken)
    {
        await session.Host.LiveDomains.ResumeAsync(uuid, cancellationToken);
        using var limit = new CancellationTokenSource(Retry, session.Clock);
        while (!limit.IsCancellationRequested)
        {
            if (
                await session.Host.Domains.ReadAsync(uuid, cancellationToken)
                    is { Info.State: DomainState.Paused } reading
                && await FindStopAsync(name, reading, cancellationToken) is { } fault
            )
            {
                throw fault;
            }

            await Task.Delay(Poll, session.Clock, cancellationToken);
        }
    }

    /// <summary>Wakes a guest that has suspended itself.</summary>
    /// <exception cref="HostException">The guest does not wake up.</exception>
    public async Task WakeUpAsync(string name, Guid uuid, CancellationToken cancellationToken)
    {
        await session.Host.LiveDomains.WakeUpAsync(uuid, cancellationToken);
        using var limit = new CancellationTokenSource(Patience, session.Clock);
        while (
            await session.Host.Domains.FindAsync(uuid, cancellationToken)
                is { State: DomainState.Suspended }
        )
        {
            if (limit.IsCancellationRequested)
            {
                throw Sleeps(name);
            }

            await Task.Delay(Poll, session.Clock, cancellationToken);
        }
    }

    private async Task<HostException> IoErrorAsync(
        string name,
        DomainReading reading,
        CancellationToken cancellationToken
    )
    {
        var domain = XElement.Parse(reading.LiveXml ?? reading.Xml);
        var faults = await session.Host.LiveDomains.ReadDiskFaultsAsync(
            reading.Info.Uuid,
            cancellationToken
        );
        var fault = faults.OrderByDescending(f => f.IsNoSpace).FirstOrDefault();
        var (serial, disk) = DeviceKeys
            .Disks(domain)
            .FirstOrDefault(d =>
                d.Disk.Element("target")?.Attribute("dev")?.Value == fault?.Target
            );
        var which = disk is null
            ? "a disk"
            : $"the disk '{serial}' (\"{DiskInputs.PathOf(disk)}\")";
        return new(
            "guest-paused",
            fault is { IsNoSpace: true }
                ? $"The guest '{name}' is paused: the host has no space left for {which}. Free space there, then run up again."
                : $"The guest '{name}' is paused: a read or write of {which} failed. See the kernel's log of the host and QEMU's log in "
                    + "/var/log/libvirt/qemu, fix the disk, then run up again."
        );
    }

    private static HostException Sleeps(string name) =>
        new(
            "guest-suspended",
            $"The guest '{name}' has suspended itself and does not wake up. Wake it (`virsh dompmwakeup {name}`) or power it off "
                + $"(`virsh destroy {name}`), then run up again."
        );

    private static bool IsPassing(DomainInfo info) =>
        info.State == DomainState.Shutdown
        || info.PauseReason
            is PauseReason.Migration
                or PauseReason.Save
                or PauseReason.Dump
                or PauseReason.ShuttingDown
                or PauseReason.Snapshot
                or PauseReason.StartingUp;

    private static string Describe(PauseReason reason) =>
        reason switch
        {
            PauseReason.User => "somebody has paused it",
            PauseReason.Watchdog => "its watchdog fired",
            PauseReason.Crashed => "it crashed",
            _ => "libvirt gives no reason",
        };
}
