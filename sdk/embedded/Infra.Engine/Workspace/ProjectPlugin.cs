namespace Infra.Engine.Workspace;

/// <summary>A provider plugin that belongs to the project.</summary>
/// <param name="Name">The package, e.g. <c>nixhost</c>.</param>
/// <param name="Directory">The absolute directory that holds <c>pulumi-resource-NAME</c> or a <c>PulumiPlugin.yaml</c>.</param>
/// <param name="Version">Its version, or <c>null</c> for any.</param>
public sealed record ProjectPlugin(string Name, string Directory, string? Version);
