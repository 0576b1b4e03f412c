using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The garbage collector roots of a host, which the first one who asks reads for all, because a host may be far and engines compare resources one
/// after the other. Only what is there is believed: a root that is not among them is looked for again before it counts as lost.
/// </summary>
/// <param name="host">The host.</param>
internal sealed class SeenRoots(INixHost host)
{
    private readonly Lock _gate = new();
    private IReadOnlyDictionary<string, string?>? _seen;

    /// <summary>Whether one of the roots keeps a store path.</summary>
    /// <param name="storePath">The store path.</param>
    /// <param name="roots">The paths of the roots.</param>
    public bool Keep(string storePath, params IReadOnlyList<string> roots)
    {
        var seen = ReadOnce();
        return roots.Any(root => seen.GetValueOrDefault(root) == storePath)
            || roots.Any(root => host.Store.ReadRoot(root) == storePath);
    }

    private IReadOnlyDictionary<string, string?> ReadOnce()
    {
        // The others wait for the answer instead of asking the same.
        lock (_gate)
        {
            return _seen ??= Read();
        }
    }

    /// <summary>A user who may not list them may still read each one.</summary>
    private IReadOnlyDictionary<string, string?> Read()
    {
        try
        {
            return host.Store.ReadRootTargets();
        }
        catch (HostException e) when (e.Code == "gcroots-denied")
        {
            return new Dictionary<string, string?>(StringComparer.Ordinal);
        }
    }
}
