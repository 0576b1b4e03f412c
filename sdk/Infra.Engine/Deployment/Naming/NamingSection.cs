using Newtonsoft.Json;

namespace Infra.Engine.Deployment.Naming;

/// <summary>The shape of <c>pulumi:autonaming</c>, for all three levels.</summary>
[JsonObject(MissingMemberHandling = MissingMemberHandling.Error)]
internal sealed class NamingSection
{
    [JsonProperty("mode")]
    public string? Mode { get; set; }

    [JsonProperty("pattern")]
    public string? Pattern { get; set; }

    [JsonProperty("enforce")]
    public bool? Enforce { get; set; }

    /// <summary>By package; only on the outermost level.</summary>
    [JsonProperty("providers")]
    public Dictionary<string, NamingSection>? Providers { get; set; }

    /// <summary>By type; only on the level of packages.</summary>
    [JsonProperty("resources")]
    public Dictionary<string, NamingSection>? Resources { get; set; }

    [JsonIgnore]
    public bool SaysNothing => Mode is null && Pattern is null && Enforce is null;
}
