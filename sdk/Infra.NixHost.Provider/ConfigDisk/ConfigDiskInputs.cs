using System.Collections.Immutable;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The checked inputs of a ConfigDisk.</summary>
/// <param name="Source">The directory to copy.</param>
/// <param name="HostPath">The directory to serve as it is.</param>
/// <param name="Files">The files to serve; <c>null</c> when none were given.</param>
/// <param name="Format">The wanted format.</param>
/// <param name="Serial">The serial.</param>
internal sealed record ConfigDiskInputs(
    string? Source,
    string? HostPath,
    ImmutableSortedDictionary<string, string>? Files,
    string Format,
    string Serial
)
{
    /// <summary>Whether any file is a secret; then no file may be readable by others.</summary>
    public bool HasSecrets { get; init; }

    /// <summary>Reads them.</summary>
    public static ConfigDiskInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs, ConfigDiskDefinition.Resource.Defaults);
        // Beside a directory, files are the hashes of what it contains.
        var isGiven =
            inputs.ContainsKey(ContentFiles.Property)
            && !inputs.ContainsKey("source")
            && !inputs.ContainsKey("hostPath");
        return new(
            reader.Text("source"),
            reader.Text("hostPath"),
            isGiven ? reader.TextMap(ContentFiles.Property) : null,
            reader.TextOrDefault("format"),
            reader.Text("serial") ?? ""
        )
        {
            HasSecrets = isGiven && PropertyContent.HasSecret(inputs.Get(ContentFiles.Property)),
        };
    }
}
