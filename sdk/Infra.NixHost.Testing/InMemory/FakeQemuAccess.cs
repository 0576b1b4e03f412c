using System.Collections.Concurrent;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeQemuAccess : IQemuAccess
{
    /// <summary>The directories that QEMU's user may not enter.</summary>
    public ConcurrentDictionary<string, byte> Closed { get; } = new(StringComparer.Ordinal);

    /// <summary>The files that QEMU's user may not read.</summary>
    public ConcurrentDictionary<string, byte> Unreadable { get; } = new(StringComparer.Ordinal);

    public string? FindObstacle(string path, bool reads) =>
        Closed.Keys.FirstOrDefault(d => path.StartsWith(d + "/", StringComparison.Ordinal))
            is { } closed
            ? $"QEMU's user may not enter the directory '{closed}'."
        : reads && Unreadable.ContainsKey(path)
            ? $"QEMU's user may not read it. Allow it: `chmod o+r {path}`."
        : null;
}
