using System.Collections.Immutable;

namespace Infra.NixHost;

/// <summary>The known facts that a guest's manifest tells. The C# class and the provider make the same manifest of them.</summary>
/// <param name="IsBuiltOnHost">Whether the host builds the guest's system.</param>
/// <param name="Switches">Whether the guest switches to a new system while it runs.</param>
/// <param name="HasSshDisk">Whether the guest gets the host's SSH directory.</param>
internal sealed record ManifestFacts(bool IsBuiltOnHost, bool Switches, bool HasSshDisk)
{
    private const string Closure = "closure";

    public required string HostName { get; init; }
    public required string Address { get; init; }

    /// <summary>The default gateway; empty for none.</summary>
    public required string Gateway { get; init; }
    public required ImmutableArray<string> Dns { get; init; }

    /// <summary>The MAC address; empty for any card.</summary>
    public required string Mac { get; init; }

    /// <summary>The system that the host builds; empty for none.</summary>
    public required string StorePath { get; init; }

    /// <summary>The hash of the root of the configurations.</summary>
    public required string RootHash { get; init; }

    /// <summary>The hash of the guest's own configuration.</summary>
    public required string SelfHash { get; init; }

    /// <summary>Returns the manifest with its hash.</summary>
    public Manifest Describe()
    {
        var manifest = new Manifest
        {
            Mode = IsBuiltOnHost ? Closure : "rebuild",
            Activation = Switches ? "switch" : "reboot",
            HostName = HostName,
            Network = new(
                NullIfEmpty(Mac.ToLowerInvariant()),
                [Address],
                NullIfEmpty(Gateway),
                Dns
            ),
            Disks = HasSshDisk
                ? [ManifestDisk.NixConfig, ManifestDisk.SelfConfig, ManifestDisk.Ssh]
                : [ManifestDisk.NixConfig, ManifestDisk.SelfConfig],
            Entry = IsBuiltOnHost ? null : "hosts/self/configuration.nix",
            System = NullIfEmpty(StorePath),
            ClosureDisk = IsBuiltOnHost ? Closure : null,
        };
        // The hash of a system built on the host is enough. A guest that builds its own depends on the files.
        return IsBuiltOnHost ? manifest.Hashed() : manifest.Hashed(RootHash, SelfHash);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
