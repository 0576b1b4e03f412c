using System.Collections.Immutable;

namespace Infra.Cli.Templates;

/// <summary>The source of a new project.</summary>
internal sealed record Template
{
    /// <summary>The script of a project that runs the command line from its folder.</summary>
    public const string Shim = "pulumi";

    public required string Name { get; init; }

    /// <summary>The description, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>The next step after the project is created.</summary>
    public string Quickstart { get; init; } = "";

    /// <summary>All files, including <c>Pulumi.yaml</c>.</summary>
    public required ImmutableArray<TemplateFile> Files { get; init; }

    /// <summary>The configuration values that the template asks for.</summary>
    public ImmutableArray<TemplateConfig> Config { get; init; } = [];
}
