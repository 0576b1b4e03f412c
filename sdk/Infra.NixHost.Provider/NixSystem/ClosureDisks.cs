using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>The disks of a system, one per build, because a guest uses the former until it takes the new one.</summary>
/// <param name="session">The session.</param>
/// <param name="identity">The system.</param>
/// <param name="root">The name of the system's root, if it is not the usual one.</param>
internal sealed class ClosureDisks(
    ProviderSession session,
    ResourceIdentity identity,
    string root = ""
)
{
    private const string Extension = ".closure";

    private readonly string _prefix = root.Length == 0 ? identity.Hex(12) : identity.Hex(12, root);
    private readonly string _directory = Path.Combine(
        session.Host.Options.StateDirectory,
        "closures"
    );

    /// <summary>The path of the disk that delivers a system to a guest with a certain base.</summary>
    public string PathOf(string storePath, string? basePath) =>
        Path.Combine(
            _directory,
            $"{_prefix}-{identity.Hex(16, storePath, basePath ?? "")}{Extension}"
        );

    /// <summary>Removes the disks of this system, except those to keep and those that a domain names.</summary>
    public async Task PruneAsync(IReadOnlySet<string> kept, CancellationToken cancellationToken)
    {
        var files = session
            .Host.Files.List(_directory)
            .Where(IsOurs)
            .Select(name => Path.Combine(_directory, name))
            .Where(f => !kept.Contains(f))
            .ToList();
        if (files.Count == 0)
        {
            return;
        }

        var definitions = await ReadDefinitionsAsync(cancellationToken);
        session.Host.Files.Delete([
            .. files.Where(f => !definitions.Any(xml => xml.Contains(f, StringComparison.Ordinal))),
        ]);
    }

    private bool IsOurs(string name) =>
        name.StartsWith(_prefix + "-", StringComparison.Ordinal)
        && name.EndsWith(Extension, StringComparison.Ordinal);

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
