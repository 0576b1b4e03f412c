using System.Collections.Immutable;

namespace Infra.Engine.Workspace;

/// <summary>A project as its <c>Pulumi.yaml</c> describes it.</summary>
public sealed record Project
{
    public required string Name { get; init; }

    /// <summary>The absolute directory of <c>Pulumi.yaml</c>.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>The absolute path of the project file itself.</summary>
    public required string FilePath { get; init; }

    /// <summary>The runtime: <c>dotnet</c>, <c>nodejs</c> or <c>client</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The runtime's options, e.g. <c>binary</c>.</summary>
    public ImmutableSortedDictionary<string, string> RuntimeOptions { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The program's directory or file relative to <see cref="RootDirectory"/>, or <c>null</c>.</summary>
    public string? Main { get; init; }

    /// <summary>What the project is for.</summary>
    public string? Description { get; init; }

    /// <summary>Where its state is kept (<c>backend.url</c>), or <c>null</c>.</summary>
    public string? BackendUrl { get; init; }

    /// <summary>The folder of <c>Pulumi.STACK.yaml</c>, or <c>null</c> for <see cref="RootDirectory"/>.</summary>
    public string? StackConfigDirectory { get; init; }

    /// <summary>Provider plugins by name and directory (<c>plugins.providers</c>, and local <c>packages</c>).</summary>
    public ImmutableArray<ProjectPlugin> Plugins { get; init; } = [];

    /// <summary>The configuration values the project declares, by full key.</summary>
    public ImmutableSortedDictionary<
        string,
        Configuration.ProjectConfigEntry
    > Config { get; init; } =
        ImmutableSortedDictionary<string, Configuration.ProjectConfigEntry>.Empty;

    /// <summary>Whether <c>up</c>, <c>preview</c> and <c>destroy</c> refresh first (<c>options.refresh: always</c>).</summary>
    public bool RefreshAlways { get; init; }

    /// <summary>The range of versions that the project wants of the tool, or <c>null</c>.</summary>
    public string? RequiredPulumiVersion { get; init; }

    /// <summary>The directory the program runs in.</summary>
    public string ProgramDirectory =>
        Main is null ? RootDirectory
        : Directory.Exists(Path.Combine(RootDirectory, Main))
            ? Path.GetFullPath(Path.Combine(RootDirectory, Main))
        : Path.GetDirectoryName(Path.GetFullPath(Path.Combine(RootDirectory, Main))) ?? "/";

    /// <summary>What runs there: a file's name when <see cref="Main"/> is a file, else <c>.</c> for the directory itself.</summary>
    public string EntryPoint =>
        Main is null || Directory.Exists(Path.Combine(RootDirectory, Main))
            ? "."
            : Path.GetFileName(Main);
}
