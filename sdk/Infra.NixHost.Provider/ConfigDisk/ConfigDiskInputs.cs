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
    /// <summary>Whether a file is a secret: then none of them may be readable by others.</summary>
    public bool HasSecrets { get; init; }

    /// <summary>Reads them.</summary>
    public static ConfigDiskInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs);
        return new(
            reader.Text("source"),
            reader.Text("hostPath"),
            inputs.ContainsKey("files") ? reader.TextMap("files") : null,
            reader.Text("format") ?? "auto",
            reader.Text("serial") ?? ""
        )
        {
            HasSecrets = Plain.HasSecret(inputs.Get("files")),
        };
    }
}
