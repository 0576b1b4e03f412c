using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>
/// Finds the file that a snapshot or copy made by hand has put on top of a disk. Its guest writes there, and a change or removal of the disk below
/// would destroy what was written.
/// </summary>
internal sealed class SnapshotCheck(ProviderSession session)
{
    private readonly DiskFiles _files = new(session);

    /// <summary>Refuses to change or remove a disk while a guest's file lies on it, or a block job copies it.</summary>
    /// <param name="path">The disk.</param>
    /// <param name="change">What does not happen, such as <c>deleted</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="HostException">A file lies on it.</exception>
    public async Task RequireNoneAsync(
        string path,
        string change,
        CancellationToken cancellationToken
    )
    {
        foreach (var info in await session.Host.Domains.ListAsync(cancellationToken))
        {
            if (
                await session.Host.Domains.ReadAsync(info.Uuid, cancellationToken) is not { } domain
            )
            {
                continue;
            }

            var definitions = new[] { domain.LiveXml, domain.Xml };
            foreach (var xml in definitions.Where(x => !string.IsNullOrEmpty(x)).OfType<string>())
            {
                foreach (var disk in XElement.Parse(xml).Descendants("disk"))
                {
                    await RequireNoneAsync(disk, path, (domain, change), cancellationToken);
                }
            }
        }
    }

    private async Task RequireNoneAsync(
        XElement disk,
        string path,
        (DomainReading Domain, string Change) call,
        CancellationToken cancellationToken
    )
    {
        if (await _files.LocateAsync(disk.Element("source"), cancellationToken) is not { } source)
        {
            return;
        }

        var isOurs = IsSame(source, path);
        var target = $"{call.Domain.Info.Name} {disk.Element("target")?.Attribute("dev")?.Value}";
        if (isOurs && disk.Element("mirror") is { } mirror)
        {
            throw new HostException(
                "disk-job",
                $"The disk {path} is not {call.Change}: a block job ({mirror.Attribute("job")?.Value ?? "copy"}) of it is under way. Finish it "
                    + $"(`virsh blockjob {target} --pivot`) or cancel it (`virsh blockjob {target} --abort`) first."
            );
        }

        if (!isOurs && await LiesOnAsync(disk, source, path, cancellationToken))
        {
            var start = call.Domain.LiveXml is null
                ? $"`virsh start {call.Domain.Info.Name}`, then "
                : "";
            throw new HostException(
                "disk-overlaid",
                $"The disk {path} is not {call.Change}: the guest '{call.Domain.Info.Name}' writes to {source} on top of it (a snapshot or copy "
                    + $"made by hand), which would be lost. Merge it ({start}`virsh blockcommit {target} --base {path} --active --pivot`), or take the disk "
                    + "from the guest, then run up again."
            );
        }
    }

    /// <summary>Whether a guest's file lies on the disk. The files of this provider are no snapshots, so that their chains are not read.</summary>
    private async Task<bool> LiesOnAsync(
        XElement disk,
        string source,
        string path,
        CancellationToken cancellationToken
    )
    {
        foreach (var below in disk.Descendants("backingStore").Elements("source"))
        {
            if (
                await _files.LocateAsync(below, cancellationToken) is { } file
                && IsSame(file, path)
            )
            {
                return true;
            }
        }

        if (
            session.Owners.Records.Read(source) is not null
            || !session.Host.Images.Exists(source)
            || disk.Element("driver")?.Attribute("type")?.Value is not "qcow2"
        )
        {
            return false;
        }

        var chain = await session.Host.Images.ReadChainAsync(source, cancellationToken);
        return chain.Skip(1).Any(i => IsSame(i.Path, path));
    }

    private bool IsSame(string left, string right) =>
        session.Host.Files.RealPaths([left, right]) is [var one, var other] && one == other;
}
