namespace Infra.Engine.Providers;

/// <summary>Makes another package out of a plugin that serves many.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Value">What tells the plugin, in base64.</param>
internal sealed record Parameterization(string Name, string Version, string Value);
