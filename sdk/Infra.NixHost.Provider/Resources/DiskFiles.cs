using System.Xml.Linq;
using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The files that disks lie in, whether a definition names them by path or as volumes of a pool.</summary>
internal sealed class DiskFiles(ProviderSession session)
{
    /// <summary>The path that a <c>source</c> of a domain leads to; <c>null</c> where it is no file or device that is known here.</summary>
    public async Task<string?> LocateAsync(XElement? source, CancellationToken cancellationToken) =>
        source?.Attribute("file")?.Value
        ?? source?.Attribute("dev")?.Value
        ?? (
            source?.Attribute("pool")?.Value is { } pool
            && source.Attribute("volume")?.Value is { } volume
                ? await LocateVolumeAsync($"{pool}/{volume}", cancellationToken)
                : null
        );

    /// <summary>The path of a volume, given as <c>POOL/VOLUME</c>; <c>null</c> where there is no such pool or its volumes are no files.</summary>
    public async Task<string?> LocateVolumeAsync(string volume, CancellationToken cancellationToken)
    {
        if (volume.Split('/', 2) is not [var pool, var name])
        {
            return null;
        }

        try
        {
            var directory = await session.Host.Volumes.LocatePoolAsync(pool, cancellationToken);
            return directory is null ? null : Path.Combine(directory, name);
        }
        catch (HostException e) when (e.Code == "pool-type")
        {
            // Guests of others may have volumes in pools of any type, which are none of this provider's files.
            return null;
        }
    }
}
