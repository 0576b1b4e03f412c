using System.Text.Json.Serialization;

namespace Infra.Engine.Deployment.Naming;

/// <summary>The shape of <c>pulumi:autonaming</c>, for all three levels.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed class NamingSection
{
    [JsonPropertyName("mode")]
    public string? Mode { get; set; }

    [JsonPropertyName("pattern")]
    public string? Pattern { get; set; }

    [JsonPropertyName("enforce")]
    public bool? Enforce { get; set; }

    /// <summary>Rules by package; only on the outermost level.</summary>
    [JsonPropertyName("providers")]
    public Dictionary<string, NamingSection>? Providers { get; set; }

    /// <summary>Rules by type; only on the level of packages.</summary>
    [JsonPropertyName("resources")]
    public Dictionary<string, NamingSection>? Resources { get; set; }

    [JsonIgnore]
    public bool SaysNothing => Mode is null && Pattern is null && Enforce is null;
}
