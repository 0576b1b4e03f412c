using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Moves a stack's history and tags to its new name.</summary>
internal static class StackRenaming
{
    /// <summary>Moves history and tags, and keeps the old state only as its backup.</summary>
    public static void Finish(
        StackFiles files,
        string oldCheckpoint,
        StackReference old,
        StackReference renamed
    )
    {
        try
        {
            MoveHistory(files, old, renamed);
            if (File.Exists(files.Tags(old)))
            {
                File.Move(files.Tags(old), files.Tags(renamed), overwrite: true);
                DurableFiles.Remove($"{files.Tags(old)}.attrs");
            }

            StackRemoval.Remove(files, oldCheckpoint, old, removeBackups: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException(
                $"The stack {renamed} is complete, but not all files of {old} could be moved: {e.Message} Remove the old one with 'pulumi stack rm {old} --force', which leaves all resources.",
                e
            );
        }
    }

    // A record's name begins with the stack's name.
    private static void MoveHistory(StackFiles files, StackReference old, StackReference renamed)
    {
        var (from, to) = (files.HistoryDirectory(old), files.HistoryDirectory(renamed));
        if (!Directory.Exists(from))
        {
            return;
        }

        new DurableFiles().CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from, $"{old.Name}-*"))
        {
            var rest = Path.GetFileName(path)[old.Name.Length..];
            File.Move(path, Path.Combine(to, renamed.Name + rest), overwrite: true);
        }
    }
}
