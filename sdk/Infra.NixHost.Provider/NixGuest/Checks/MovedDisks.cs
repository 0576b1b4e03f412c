using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Finds writable disks that moved to another file by hand, such as by a snapshot. A definition from the inputs alone would boot the old file, and
/// what was written since would be lost.
/// </summary>
/// <param name="session">The host.</param>
/// <param name="olds">The former inputs.</param>
/// <param name="news">The new inputs.</param>
internal sealed class MovedDisks(ProviderSession session, NixGuestInputs olds, NixGuestInputs news)
{
    private const string Overlaid = "disk-overlaid";
    private const string Moved = "disk-moved";
    private const string Job = "disk-job";

    /// <summary>Whether the former definition stays where the inputs do not change it, as that of an imported guest does.</summary>
    public bool KeepsUnchanged { get; init; }

    /// <summary>Whether the domain is a leftover, whose disks may differ from the inputs because the program changed since.</summary>
    public bool IsLeftover { get; init; }

    /// <summary>Adds each such disk to the failures of a check.</summary>
    public async Task CheckAsync(CheckCall call, CancellationToken cancellationToken)
    {
        if (await session.Host.Domains.ReadAsync(olds.GuestName, cancellationToken) is { } reading)
        {
            foreach (var failure in await FindAsync(reading, cancellationToken))
            {
                call.Failures.Add($"{failure.Path}.path", failure.Message, failure.Code);
            }
        }
    }

    /// <summary>Refuses to define a guest while one of its disks lies elsewhere.</summary>
    /// <exception cref="HostException">A disk has moved.</exception>
    public async Task RequireNoneAsync(DomainReading? reading, CancellationToken cancellationToken)
    {
        if (reading is not null && await FindAsync(reading, cancellationToken) is [var first, ..])
        {
            throw new HostException(
                first.Code,
                $"The guest '{reading.Info.Name}' is not changed: {first.Path}.path is {first.Message}."
            );
        }
    }

    private async Task<ImmutableArray<ChainFinding>> FindAsync(
        DomainReading reading,
        CancellationToken cancellationToken
    )
    {
        var found = ImmutableArray.CreateBuilder<ChainFinding>();
        var definitions = new[] { reading.LiveXml, reading.Xml }.OfType<string>();
        foreach (var domain in definitions.Select(xml => XElement.Parse(xml)))
        {
            for (var i = 0; i < news.Disks.Length; i++)
            {
                var at = PropertyPath.Join("disks", i);
                if (
                    found.All(f => f.Path != at)
                    && await InspectAsync(domain, news.Disks[i], reading, cancellationToken)
                        is { } finding
                )
                {
                    found.Add(finding with { Path = at });
                }
            }
        }

        return found.ToImmutable();
    }

    private async Task<ChainFinding?> InspectAsync(
        XElement domain,
        GuestDiskInputs disk,
        DomainReading reading,
        CancellationToken cancellationToken
    )
    {
        var former = olds.Disks.FirstOrDefault(d => d.Serial == disk.Serial);
        var isOurs = disk is { Path: not null, IsReadOnly: false, IsTransient: false };
        if (
            DeviceKeys.Disk(domain, disk.Serial) is not { } element
            || !isOurs
            || (KeepsUnchanged && former == disk)
        )
        {
            return null;
        }

        var name = reading.Info.Name;
        var target = element.Element("target")?.Attribute("dev")?.Value;
        if (element.Element("mirror") is { } mirror)
        {
            return new(Job, "", UnderWay(disk, mirror, $"{name} {target}"));
        }

        var path = DiskInputs.PathOf(element) ?? "";
        if (path == disk.Path)
        {
            return null;
        }

        if (await LiesOnAsync(element, path, disk, cancellationToken))
        {
            var file = await FileOfAsync(disk, cancellationToken);
            return new(Overlaid, "", OnTop(disk, (path, file), $"{name} {target}", reading));
        }

        return IsLeftover || path == former?.Path
            ? null
            : new(Moved, "", Elsewhere(disk, path, name));
    }

    private async Task<bool> LiesOnAsync(
        XElement element,
        string path,
        GuestDiskInputs disk,
        CancellationToken cancellationToken
    )
    {
        var below = element
            .Descendants("backingStore")
            .Elements("source")
            .Attributes()
            .Select(a => a.Value)
            .ToHashSet(StringComparer.Ordinal);
        if (session.Host.Images.Exists(path))
        {
            var chain = await session.Host.Images.ReadChainAsync(path, cancellationToken);
            below.UnionWith(chain.Skip(1).Select(i => i.Path));
        }

        return below.Contains(await FileOfAsync(disk, cancellationToken));
    }

    /// <summary>The file of a disk; a volume's lies in its pool's directory.</summary>
    private async Task<string> FileOfAsync(
        GuestDiskInputs disk,
        CancellationToken cancellationToken
    ) =>
        (
            disk is { Kind: "volume", Path: { } volume }
                ? await new DiskFiles(session).LocateVolumeAsync(volume, cancellationToken)
                : disk.Path
        ) ?? "";

    /// <summary>Without its base, the command would merge into the lowest image of the chain, on which other disks may lie too.</summary>
    private static string OnTop(
        GuestDiskInputs disk,
        (string Top, string Ours) file,
        string domainAndTarget,
        DomainReading reading
    )
    {
        var start = reading.LiveXml is null ? $"`virsh start {reading.Info.Name}`, then " : "";
        return $"\"{disk.Path}\", and the guest now writes to \"{file.Top}\" on top of it (a snapshot or copy made by hand): this change would boot "
            + $"the old file, and what was written since would be lost; merge it ({start}`virsh blockcommit {domainAndTarget} --base {file.Ours} --active --pivot`), "
            + "or name the file on top as the path of this disk";
    }

    private static string Elsewhere(GuestDiskInputs disk, string path, string name) =>
        $"\"{disk.Path}\", and the guest '{name}' was moved to \"{path}\" by hand: this change would undo that unannounced; run refresh to see the "
        + "difference, or name that file as the path of this disk";

    private static string UnderWay(GuestDiskInputs disk, XElement mirror, string domainAndTarget) =>
        $"\"{disk.Path}\", and a block job ({mirror.Attribute("job")?.Value ?? "copy"}) of this disk is under way: finish it "
        + $"(`virsh blockjob {domainAndTarget} --pivot`) or cancel it (`virsh blockjob {domainAndTarget} --abort`) first";
}
