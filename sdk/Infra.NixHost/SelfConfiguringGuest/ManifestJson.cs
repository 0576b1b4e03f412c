using System.Text.Json.Serialization;

namespace Infra.NixHost;

/// <summary>Writes a <see cref="Manifest"/> without reflection, so that programs that are trimmed or compiled ahead write the same bytes.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
