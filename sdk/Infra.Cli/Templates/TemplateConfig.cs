namespace Infra.Cli.Templates;

/// <summary>A configuration value that a template asks for.</summary>
/// <param name="Key">The key, with or without a namespace.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Default">Its value where none is given; <c>null</c> when one must be given.</param>
/// <param name="IsSecret">Whether it is kept encrypted.</param>
internal sealed record TemplateConfig(
    string Key,
    string Description,
    string? Default,
    bool IsSecret
);
