using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>The disks of a system: one for each build, because a guest goes on with the former until it has the new one.</summary>
internal sealed class ClosureDisks(ProviderSession session, ResourceIdentity identity)
{
    private const string Extension = ".closure";
    private readonly string _directory = Path.Combine(
        session.Host.Options.StateDirectory,
        "closures"
    );

    /// <summary>Where the disk lies that brings a system to a guest which has a base.</summary>
    public string PathOf(string storePath, string? basePath) =>
        Path.Combine(
            _directory,
            $"{identity.Hex(12)}-{identity.Hex(16, storePath, basePath ?? "")}{Extension}"
        );

    /// <summary>Removes the disks of this system that no guest is defined with, but for those named.</summary>
    public async Task PruneAsync(IReadOnlySet<string> kept, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_directory))
        {
            return;
        }

        var files = Directory
            .EnumerateFiles(_directory, $"{identity.Hex(12)}-*{Extension}")
            .Where(f => !kept.Contains(f))
            .ToList();
        if (files.Count == 0)
        {
            return;
        }

        var definitions = await ReadDefinitionsAsync(cancellationToken);
        foreach (
            var file in files.Where(f =>
                !definitions.Any(xml => xml.Contains(f, StringComparison.Ordinal))
            )
        )
        {
            File.Delete(file);
        }
    }

    private async Task<List<string>> ReadDefinitionsAsync(CancellationToken cancellationToken)
    {
        var definitions = new List<string>();
        foreach (var domain in await session.Host.Domains.ListAsync(cancellationToken))
        {
            definitions.Add(
                await session.Host.Domains.GetXmlAsync(domain.Uuid, live: false, cancellationToken)
            );
        }

        return definitions;
    }
}
