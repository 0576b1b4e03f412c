using System.Collections.Immutable;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>The checked inputs of a NixSystem.</summary>
internal sealed record NixSystemInputs
{
    public string Configuration { get; init; } = "";
    public string? Entry { get; init; }
    public string? HostName { get; init; }
    public string? Address { get; init; }
    public string? Gateway { get; init; }
    public ImmutableArray<string> Dns { get; init; } = [];
    public string? Mac { get; init; }
    public string? Firmware { get; init; }
    public string? Nixpkgs { get; init; }
    public string? System { get; init; }
    public string? Base { get; init; }
    public required TimeSpan BuildTimeout { get; init; }

    /// <summary>Reads them.</summary>
    public static NixSystemInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs, NixSystemDefinition.Resource.Defaults);
        var address = reader.Structure("address");
        return new()
        {
            Configuration = reader.Text("configuration") ?? "",
            Entry = reader.Text("entry"),
            HostName = reader.Text("hostName"),
            Address = address?.Text("address"),
            Gateway = address?.Text("gateway"),
            Dns = address?.Texts("dns") ?? [],
            Mac = reader.Text("mac"),
            Firmware = reader.Text("firmware"),
            Nixpkgs = reader.Text("nixpkgs"),
            System = reader.Text("system"),
            Base = reader.Text("base") is { Length: > 0 } path ? path : null,
            BuildTimeout = reader.DurationOrDefault("buildTimeout"),
        };
    }
}
