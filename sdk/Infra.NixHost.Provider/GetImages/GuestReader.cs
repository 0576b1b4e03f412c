using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>Reads which files the domains of a host name, in their definitions and as they run.</summary>
internal sealed class GuestReader(ProviderSession session)
{
    private readonly DiskFiles _files = new(session);

    /// <summary>The files of all domains; one that runs may come twice.</summary>
    public async Task<ImmutableArray<GuestFiles>> ReadAsync(CancellationToken cancellationToken)
    {
        var domains = session.Host.Domains;
        var definitions = await domains.ReadDefinitionsAsync(cancellationToken);
        // A disk may have been plugged or copied only in the machine that runs.
        var running = await Task.WhenAll(
            (await domains.ListAsync(cancellationToken))
                .Where(d => d.IsOn)
                .Select(d => domains.ReadAsync(d.Uuid, cancellationToken))
        );
        var guests = ImmutableArray.CreateBuilder<GuestFiles>();
        foreach (var xml in definitions.Concat(running.Select(r => r?.LiveXml).OfType<string>()))
        {
            if (xml.Length > 0)
            {
                guests.Add(await ReadAsync(xml, cancellationToken));
            }
        }

        return guests.ToImmutable();
    }

    private async Task<GuestFiles> ReadAsync(string xml, CancellationToken cancellationToken)
    {
        var domain = XElement.Parse(xml);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var devices = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in domain.Descendants("source"))
        {
            if (
                source.Parent?.Name.LocalName is not ("disk" or "backingStore" or "mirror")
                || await _files.LocateAsync(source, cancellationToken) is not { } path
                || !Path.IsPathFullyQualified(path)
            )
            {
                continue;
            }

            paths.Add(path);
            if (
                source.Attribute("dev") is not null
                && source.Parent.Element("driver")?.Attribute("type")?.Value == "qcow2"
            )
            {
                devices.Add(path);
            }
        }

        return new(domain.Element("name")?.Value ?? "", xml, [.. paths], [.. devices]);
    }
}
