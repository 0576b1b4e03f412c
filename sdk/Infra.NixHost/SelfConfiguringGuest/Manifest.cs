using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Infra.NixHost;

/// <summary>
/// The file <c>nixhost.json</c> on the disk <c>nixhost-config</c>, which the guest's bootstrap service reads. Its format is defined by
/// <c>sdk/nixos/bootstrap.sh</c>.
/// </summary>
internal sealed record Manifest
{
    private const int HashLength = 32;

    public int Version { get; } = 1;
    public string ConfigHash { get; private init; } = "";
    public required string Mode { get; init; }
    public required string Activation { get; init; }
    public required string HostName { get; init; }
    public required ManifestNetwork Network { get; init; }
    public required ImmutableArray<ManifestDisk> Disks { get; init; }
    public string? Entry { get; init; }
    public string? System { get; init; }
    public string? ClosureDisk { get; init; }

    /// <summary>Returns the manifest with a hash of itself and of everything else that the configuration depends on.</summary>
    public Manifest Hashed(params ReadOnlySpan<string> further)
    {
        var text = string.Join('\n', [(this with { ConfigHash = "" }).ToJson(), .. further]);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return this with { ConfigHash = Convert.ToHexStringLower(hash)[..HashLength] };
    }

    /// <summary>Returns the content of the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.Manifest);
}
