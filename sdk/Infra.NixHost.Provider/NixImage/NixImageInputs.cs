using System.Collections.Immutable;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>The checked inputs of a NixImage.</summary>
internal sealed record NixImageInputs
{
    public string? Configuration { get; init; }
    public string? Flake { get; init; }
    public string? Expression { get; init; }
    public string? StorePath { get; init; }
    public string? Attribute { get; init; }
    public string? Nixpkgs { get; init; }
    public string? System { get; init; }
    public required string Format { get; init; }
    public required string DiskSize { get; init; }
    public required string Firmware { get; init; }
    public required string Variant { get; init; }
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
    public required TimeSpan BuildTimeout { get; init; }

    /// <summary>The sources that are set, with their values.</summary>
    public ImmutableArray<(string Name, string Value)> Sources =>
        [
            .. new (string, string?)[]
            {
                ("configuration", Configuration),
                ("flake", Flake),
                ("expression", Expression),
                ("storePath", StorePath),
            }.SelectMany(s => s.Item2 is { } value ? new[] { (s.Item1, value) } : []),
        ];

    /// <summary>Reads them.</summary>
    public static NixImageInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs, NixImageDefinition.Resource.Defaults);
        return new()
        {
            Configuration = reader.Text("configuration"),
            Flake = reader.Text("flake"),
            Expression = reader.Text("expression"),
            StorePath = reader.Text("storePath"),
            Attribute = reader.Text("attribute"),
            Nixpkgs = reader.Text("nixpkgs"),
            System = reader.Text("system"),
            Format = reader.TextOrDefault("format"),
            DiskSize = reader.TextOrDefault("diskSize"),
            Firmware = reader.TextOrDefault("firmware"),
            Variant = reader.TextOrDefault("variant"),
            Arguments = reader.TextMap("arguments"),
            BuildTimeout = reader.DurationOrDefault("buildTimeout"),
        };
    }
}
