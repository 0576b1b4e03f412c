using System.Collections.Immutable;

namespace Infra.Cli.Templates;

/// <summary>What <c>new</c> makes a project from.</summary>
internal sealed record Template
{
    public required string Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>What to do once the project is there.</summary>
    public string Quickstart { get; init; } = "";

    /// <summary>Its files, <c>Pulumi.yaml</c> among them.</summary>
    public required ImmutableArray<TemplateFile> Files { get; init; }

    /// <summary>The configuration it asks for.</summary>
    public ImmutableArray<TemplateConfig> Config { get; init; } = [];
}
