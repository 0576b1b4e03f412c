using Infra.Engine.Files;
using Infra.Engine.State.Journal;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Removes the files of a stack.</summary>
internal static class StackRemoval
{
    public static void Remove(
        StackFiles files,
        string checkpoint,
        StackReference stack,
        bool removeBackups
    )
    {
        try
        {
            if (removeBackups)
            {
                DurableFiles.Remove(checkpoint);
                DurableFiles.Remove($"{checkpoint}.bak");
                DurableFiles.Remove($"{checkpoint}.bak.attrs");
                RemoveDirectory(files.BackupDirectory(stack));
            }
            else
            {
                File.Move(checkpoint, $"{checkpoint}.bak", overwrite: true);
            }

            DurableFiles.Remove($"{checkpoint}.attrs");
            DurableFiles.Remove(LoadedCheckpoint.JournalPathOf(checkpoint));
            foreach (var run in UnjoinedRuns.Find(checkpoint))
            {
                DurableFiles.Remove(run);
            }

            DurableFiles.Remove(files.Tags(stack));
            DurableFiles.Remove($"{files.Tags(stack)}.attrs");
            RemoveDirectory(files.HistoryDirectory(stack));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException(
                $"Could not remove all files of the stack {stack}: {e.Message} Run the command again.",
                e
            );
        }
    }

    private static void RemoveDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
