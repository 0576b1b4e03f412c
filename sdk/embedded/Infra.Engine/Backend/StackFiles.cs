using Infra.Engine.Files;

namespace Infra.Engine.Backend;

/// <summary>Where the files of a stack are below <c>.pulumi</c>. The layout is that of Pulumi's file backend, version 1.</summary>
/// <param name="root">The absolute path of the <c>.pulumi</c> directory.</param>
/// <param name="compression">The compression of files that are saved.</param>
internal sealed class StackFiles(string root, StateCompression compression)
{
    public string Root => root;

    public StateCompression Compression => compression;

    public string Meta => Path.Combine(root, "meta.yaml");

    public string StacksDirectory => Path.Combine(root, "stacks");

    /// <summary>The newest state file, or the path of a new one when there is none.</summary>
    public string Checkpoint(StackReference stack)
    {
        var candidates = CompressedFiles
            .Extensions.Select(extension =>
                Path.Combine(StacksDirectory, stack.Project, stack.Name + extension)
            )
            .Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .ToList();
        return candidates.Count > 0
            ? candidates[0]
            : Path.Combine(
                StacksDirectory,
                stack.Project,
                stack.Name + CompressedFiles.Extension(compression)
            );
    }

    public string Tags(StackReference stack) =>
        Path.Combine(StacksDirectory, stack.Project, $"{stack.Name}.pulumi-tags");

    public string HistoryDirectory(StackReference stack) =>
        Path.Combine(root, "history", stack.Project, stack.Name);

    public string BackupDirectory(StackReference stack) =>
        Path.Combine(root, "backups", stack.Project, stack.Name);

    public string LockDirectory(StackReference stack) =>
        Path.Combine(root, "locks", StackReference.Organization, stack.Project, stack.Name);
}
