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
    public string Format { get; init; } = "qcow2";
    public string DiskSize { get; init; } = "auto";
    public string Firmware { get; init; } = "bios";
    public string Variant { get; init; } = "qemu";
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
    public TimeSpan BuildTimeout { get; init; } = TimeSpan.FromHours(2);

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
        var reader = new InputReader(inputs);
        return new()
        {
            Configuration = reader.Text("configuration"),
            Flake = reader.Text("flake"),
            Expression = reader.Text("expression"),
            StorePath = reader.Text("storePath"),
            Attribute = reader.Text("attribute"),
            Nixpkgs = reader.Text("nixpkgs"),
            System = reader.Text("system"),
            Format = reader.Text("format") ?? "qcow2",
            DiskSize = reader.Text("diskSize") ?? "auto",
            Firmware = reader.Text("firmware") ?? "bios",
            Variant = reader.Text("variant") ?? "qemu",
            Arguments = reader.TextMap("arguments"),
            BuildTimeout = reader.Duration("buildTimeout") ?? TimeSpan.FromHours(2),
        };
    }
}
