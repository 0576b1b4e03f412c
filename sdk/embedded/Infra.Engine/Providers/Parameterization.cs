namespace Infra.Engine.Providers;

/// <summary>The parameter by which a plugin serves another package.</summary>
/// <param name="Value">The plugin's parameter value, in base64.</param>
internal sealed record Parameterization(string Name, string Version, string Value);
