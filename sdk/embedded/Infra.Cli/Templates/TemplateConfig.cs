namespace Infra.Cli.Templates;

/// <summary>A configuration value that a template asks for.</summary>
/// <param name="Key">The key, with or without a namespace.</param>
/// <param name="Description">The purpose of the value.</param>
/// <param name="Default">The default value, or <c>null</c> when the user must give one.</param>
/// <param name="IsSecret">Whether the value is stored encrypted.</param>
internal sealed record TemplateConfig(
    string Key,
    string Description,
    string? Default,
    bool IsSecret
);
