using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeLiveDomains(CallLog calls, FakeDomains domains) : ILiveDomains
{
    /// <summary>Whether guests have a balloon driver; without one libvirt says yes and nothing happens.</summary>
    public bool HasBalloon { get; set; } = true;

    /// <summary>Whether guests hang: they let no device go.</summary>
    public bool Hangs { get; set; }

    public Task AttachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken)
    {
        calls.Write("domain attach");
        domains.RequireUnlocked(domains.Require(uuid), XElement.Parse(deviceXml));
        return ChangeAsync(uuid, devices => devices.Add(XElement.Parse(deviceXml)));
    }

    public Task DetachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken)
    {
        calls.Write("domain detach");
        return Hangs
            ? Task.CompletedTask
            : ChangeAsync(uuid, devices => Same(devices, deviceXml).Remove());
    }

    public Task UpdateDeviceAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken)
    {
        calls.Write("domain update device");
        return ChangeAsync(
            uuid,
            devices => Same(devices, deviceXml).ReplaceWith(XElement.Parse(deviceXml))
        );
    }

    public Task SetMemoryAsync(Guid uuid, long bytes, CancellationToken cancellationToken)
    {
        calls.Write("domain memory");
        if (HasBalloon)
        {
            domains.Require(uuid).LiveMemory = bytes;
        }

        return Task.CompletedTask;
    }

    public Task<long> GetMemoryAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("domain memory");
        return Task.FromResult(domains.Require(uuid).LiveMemory ?? 0);
    }

    public Task SetCpusAsync(Guid uuid, int count, CancellationToken cancellationToken)
    {
        calls.Write("domain cpus");
        domains.Require(uuid).LiveCpus = count;
        return Task.CompletedTask;
    }

    public Task SetCrashActionAsync(
        Guid uuid,
        CrashAction action,
        CancellationToken cancellationToken
    )
    {
        calls.Write("domain crash action");
        domains.Require(uuid).LiveCrashAction = action;
        return Task.CompletedTask;
    }

    public Task ResumeAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Write("domain resume");
        var domain = domains.Require(uuid);
        if (domain.State != DomainState.Paused)
        {
            throw new LibvirtException(55, 10, "Requested operation is not valid");
        }

        domain.State = domain.HasFullDisk ? DomainState.Paused : DomainState.Running;
        return Task.CompletedTask;
    }

    public Task WakeUpAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Write("domain wake up");
        var domain = domains.Require(uuid);
        if (domain is { State: DomainState.Suspended, SleepsOn: false })
        {
            domain.State = DomainState.Running;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DiskFault>> ReadDiskFaultsAsync(
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        calls.Read("domain disk faults");
        return Task.FromResult<IReadOnlyList<DiskFault>>(
            domains.Require(uuid).HasFullDisk ? [new("vda", IsNoSpace: true)] : []
        );
    }

    private Task ChangeAsync(Guid uuid, Action<XElement> change)
    {
        var domain = domains.Require(uuid);
        if (domain.State != DomainState.Running)
        {
            throw new LibvirtException(
                55,
                20,
                "Requested operation is not valid: domain is not running"
            );
        }

        var live = XElement.Parse(domain.LiveXml);
        change(live.Child("devices"));
        domain.LiveXml = live.ToString();
        return Task.CompletedTask;
    }

    /// <summary>The device that libvirt would take for the same: by target, by MAC address, by name.</summary>
    private static XElement Same(XElement devices, string deviceXml)
    {
        var device = XElement.Parse(deviceXml);
        return devices.Elements(device.Name).FirstOrDefault(d => KeyOf(d) == KeyOf(device))
            ?? throw new LibvirtException(
                55,
                20,
                $"device not found: {device.Name} {KeyOf(device)}"
            );
    }

    private static string? KeyOf(XElement device) =>
        device.Element("mac")?.Attribute("address")?.Value
        ?? device.Element("target")?.Attribute("dev")?.Value
        ?? device.Element("target")?.Attribute("name")?.Value;
}
