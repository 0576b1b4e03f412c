using System.Collections.Immutable;
using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Counts the paths and bytes of a copy by the lines that Nix prints: <c>copying path '…'</c> before each one.</summary>
/// <param name="host">The host's name.</param>
/// <param name="sizes">The bytes of each path that the host lacks.</param>
/// <param name="progress">Gets the progress, or is <c>null</c>.</param>
internal sealed class CopyProgress(
    string host,
    ImmutableDictionary<string, long> sizes,
    IProgress<BuildProgress>? progress
)
{
    private const long MiB = 1024 * 1024;
    private readonly long _all = sizes.Values.Sum();
    private int _begun;
    private long _bytes;

    /// <summary>Takes one line of standard error.</summary>
    public void Add(string line)
    {
        if (
            !line.StartsWith("copying path '", StringComparison.Ordinal)
            || !sizes.TryGetValue(line.Split('\'')[1], out var size)
        )
        {
            return;
        }

        progress?.Report(
            new(
                _begun,
                sizes.Count,
                $"copying to {host}, {_bytes / MiB} of {_all / MiB} MiB, {sizes.Count - _begun} paths to go"
            )
        );
        _begun++;
        _bytes += size;
    }
}
