using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>A file, directory or link below a directory.</summary>
/// <param name="Name">Its path relative to the directory.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="Stat">Its facts, through links; <c>null</c> when its name is no text, so that nobody can ask for them.</param>
/// <param name="LinkTarget">The target of a link as it says it; <c>null</c> for anything else.</param>
internal sealed record ConfigEntry(string Name, string Path, FileStat? Stat, string? LinkTarget)
{
    /// <summary>Whether it is a directory itself, not a link to one.</summary>
    public bool IsDirectory => LinkTarget is null && Stat is { IsDirectory: true };

    /// <summary>Whether it is a file itself, also one without content, such as a pipe.</summary>
    public bool IsFile => LinkTarget is null && !IsDirectory;

    /// <summary>Whether it is a file with content, or a link to one.</summary>
    public bool HasContent => Stat is { IsRegularFile: true };
}
