using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Provider.Resources;

/// <summary>What the program wants of one host, beside what runs there.</summary>
internal sealed class HostCapacity(INixHost host)
{
    private readonly ConcurrentDictionary<string, byte> _told = new(StringComparer.Ordinal);

    /// <summary>The wishes of the program's guests.</summary>
    public Wishes<GuestWish> Guests { get; } = new();

    /// <summary>The wishes of the program's disks.</summary>
    public Wishes<DiskWish> Disks { get; } = new();

    /// <summary>The space of the host's file systems.</summary>
    public DiskSpaces Spaces { get; } = new(host);

    /// <summary>What all running domains take.</summary>
    public SharedReading<ImmutableArray<DomainUse>> Running { get; } =
        new(async token => [.. await host.Domains.ReadUseAsync(token)]);

    /// <summary>Whether this kind of warning was not told yet.</summary>
    public bool IsFirst(string kind) => _told.TryAdd(kind, 0);
}
