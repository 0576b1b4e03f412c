using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Copies the base into the disk, even while a guest runs, and removes the base from guests' definitions.</summary>
internal sealed class OverlayFlattening(ProviderSession session)
{
    private readonly INixHost _host = session.Host;

    /// <summary>Checks whether the disk can be flattened; changes nothing.</summary>
    /// <exception cref="HostException">There is no room, the base is broken, or a guest of somebody else names it.</exception>
    /// <returns>Whether there is something to flatten.</returns>
    public async Task<bool> PreflightAsync(
        ResourceIdentity identity,
        string path,
        CancellationToken cancellationToken
    )
    {
        var chain = await _host.Chains.InspectAsync(path, cancellationToken);
        if (chain.Images.Length == 1 && chain.Findings.IsEmpty)
        {
            return false;
        }

        // A flattened copy of a broken base is broken too, and nothing would reveal it afterwards.
        chain.Require();
        RequireSpace(path, chain);
        await GuestsAsync(identity, path, cancellationToken);
        return true;
    }

    /// <summary>Flattens the disk; does nothing when it already stands alone.</summary>
    /// <exception cref="HostException">There is no room, or a guest of somebody else names the base.</exception>
    public async Task RunAsync(
        ResourceIdentity identity,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (!await PreflightAsync(identity, path, cancellationToken))
        {
            return;
        }

        var guests = await GuestsAsync(identity, path, cancellationToken);
        var running = await _host.Volumes.FindUsersAsync(path, cancellationToken);
        if (running.Count > 0)
        {
            await PullAsync(identity, path, running[0], cancellationToken);
        }
        else
        {
            session.Log.Status(identity.Urn, "flattening");
            await _host.Chains.FlattenAsync(path, cancellationToken);
            foreach (var guest in guests)
            {
                await _host.Domains.DefineAsync(guest.ToString(), cancellationToken);
            }
        }

        if ((await _host.Images.ReadAsync(path, cancellationToken)).BackingPath is { } left)
        {
            // libvirt reports only that the copy ended, so the result is checked here.
            throw new HostException(
                "flatten-failed",
                $"The disk {path} still lies on {left} after flattening; it is as good as before. Look for the reason in the guest's log "
                    + "(often no space left), then run up again."
            );
        }
    }

    private async Task PullAsync(
        ResourceIdentity identity,
        string path,
        string guestName,
        CancellationToken cancellationToken
    )
    {
        var guest =
            await _host.Domains.FindAsync(guestName, cancellationToken)
            ?? throw new HostException(
                "guest-gone",
                $"The guest '{guestName}' went away while its disk {path} was to be flattened; run up again."
            );
        var progress = new Progress<double>(done =>
            session.Log.Status(identity.Urn, $"flattening {done:P0}")
        );
        await _host.Volumes.FlattenLiveAsync(guest.Uuid, path, progress, cancellationToken);
    }

    private void RequireSpace(string path, BackingChain chain)
    {
        var needed = chain.Images.Skip(1).Sum(i => i.Allocation);
        var directory = Path.GetDirectoryName(path) ?? "/";
        var free = _host.Facts.SpaceOf(directory).Free;
        if (free < needed)
        {
            throw new HostException(
                "pool-full",
                $"The disk {path} cannot be flattened: that takes up to {ByteSize.Format(needed)} in {directory}, which has {ByteSize.Format(free)} left. "
                    + "Free space there, or keep the base (onImageChange = keep)."
            );
        }
    }

    /// <summary>The definitions that name the disk's backing chain, with the chain removed.</summary>
    private async Task<IReadOnlyList<XElement>> GuestsAsync(
        ResourceIdentity identity,
        string path,
        CancellationToken cancellationToken
    )
    {
        var changed = new List<XElement>();
        foreach (var name in await _host.Volumes.FindReferencesAsync(path, cancellationToken))
        {
            if (await _host.Domains.FindAsync(name, cancellationToken) is not { } guest)
            {
                continue;
            }

            var xml = await _host.Domains.GetXmlAsync(guest.Uuid, live: false, cancellationToken);
            var domain = XElement.Parse(xml);
            if (!CutChain(domain, path))
            {
                continue;
            }

            changed.Add(
                session.Owners.IsOfProgram(identity, OwnerXml.Read(xml))
                    ? domain
                    : throw new HostException(
                        "guest-foreign",
                        $"The disk {path} is not flattened: the domain '{name}' names its base in its definition, and it is not of this stack. "
                            + "Take the disk from that domain, or keep the base (onImageChange = keep)."
                    )
            );
        }

        return changed;
    }

    /// <summary>Removes what a definition says to lie below the disk, by whatever path it names the disk.</summary>
    private bool CutChain(XElement domain, string path)
    {
        var sources = domain
            .Descendants("source")
            .Where(s => s.Attribute("file") is not null)
            .ToList();
        var real = _host.Files.RealPaths([
            path,
            .. sources.Select(s => s.Attribute("file")?.Value ?? ""),
        ]);
        var chains = sources
            .Where((_, i) => real[i + 1] == real[0])
            .Select(s => s.Parent?.Element("backingStore"))
            .OfType<XElement>()
            .Where(b => b.HasElements)
            .ToList();
        chains.ForEach(b => b.ReplaceWith(new XElement("backingStore")));
        return chains.Count > 0;
    }
}
