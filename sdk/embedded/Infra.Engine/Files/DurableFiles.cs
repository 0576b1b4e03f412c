using Infra.Protocol;

namespace Infra.Engine.Files;

/// <summary>Writes files so that a kill or a power cut leaves either the old content or the new one.</summary>
/// <param name="open">Opens a file for writing; tests give streams that fail.</param>
/// <param name="before">Told of every step on disk before it is taken; tests fail there, or end as a kill does.</param>
/// <param name="isPrivate">Whether new files and directories are those of <see cref="PrivateFiles"/>.</param>
internal sealed class DurableFiles(
    Func<string, FileMode, Stream>? open = null,
    Action<string>? before = null,
    bool isPrivate = true
)
{
    private const string TemporarySuffix = ".tmp";
    private readonly Func<string, FileMode, Stream> _open =
        open ?? (isPrivate ? PrivateFiles.Open : OpenShared);

    /// <summary>Replaces a file's content: temporary file, flush, rename, flush of the directory.</summary>
    /// <param name="path">The file; its directory is made when missing.</param>
    /// <param name="content">All of the new content.</param>
    /// <param name="keepBackup">Whether what was there stays as <c>PATH.bak</c>.</param>
    /// <exception cref="InfraException">It could not be written; unless the message says otherwise, what was there is untouched.</exception>
    public void Replace(string path, ReadOnlySpan<byte> content, bool keepBackup = false) =>
        Replace(path, content, static (stream, bytes) => stream.Write(bytes), keepBackup);

    /// <summary>Replaces a file's content by that of another one, which may be too large to be held as a whole.</summary>
    public void Copy(Stream content, string path) =>
        Replace(path, content, static (stream, source) => source.CopyTo(stream), keepBackup: false);

    private void Replace<T>(string path, T content, Action<Stream, T> write, bool keepBackup)
        where T : allows ref struct
    {
        var directory = DirectoryOf(path);
        var temporary = TemporaryName(path);
        var isReplaced = false;
        try
        {
            CreateDirectory(directory);
            before?.Invoke($"create {temporary}");
            using (var stream = _open(temporary, FileMode.CreateNew))
            {
                before?.Invoke($"write {temporary}");
                write(stream, content);
                Sync(stream, temporary);
            }

            if (File.Exists(path))
            {
                KeepWhatWasThere(path, temporary, keepBackup);
            }

            before?.Invoke($"rename {path}");
            File.Move(temporary, path, overwrite: true);
            isReplaced = true;
            SyncDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw isReplaced ? Unsure(path, e) : Failure(path, e);
        }
    }

    /// <summary>Lets a file become its own backup, <c>PATH.bak</c>.</summary>
    public void MoveToBackup(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                before?.Invoke($"rename {path}.bak");
                File.Move(path, $"{path}.bak", overwrite: true);
                SyncDirectory(DirectoryOf(path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException($"Could not rename {path}: {e.Message}", e);
        }
    }

    /// <summary>Creates a file to append to. One that exists belongs to another run and is an error.</summary>
    public Stream Create(string path)
    {
        Stream? stream = null;
        try
        {
            CreateDirectory(DirectoryOf(path));
            stream = _open(path, FileMode.CreateNew);
            SyncDirectory(DirectoryOf(path));
            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw Failure(path, e);
        }
    }

    /// <summary>Cuts an existing file and continues it from there.</summary>
    /// <param name="length">How much of it stays.</param>
    public void Continue(string path, long length, ReadOnlySpan<byte> content)
    {
        try
        {
            before?.Invoke($"cut {path}");
            using var stream = _open(path, FileMode.Open);
            stream.SetLength(length);
            stream.Position = length;
            before?.Invoke($"append to {path}");
            stream.Write(content);
            Sync(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Creates a directory and its missing parents.</summary>
    public void CreateDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        var parent = Path.GetDirectoryName(directory);
        if (parent is not null)
        {
            CreateDirectory(parent);
        }

        if (isPrivate)
        {
            PrivateFiles.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory);
        }

        if (parent is not null)
        {
            SyncDirectory(parent);
        }
    }

    /// <summary>Removes files that are there, for good, one after the other.</summary>
    public void RemoveAll(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            before?.Invoke($"remove {path}");
            Remove(path);
        }
    }

    /// <summary>Removes a file, if it is there, for good unless a power cut may bring it back.</summary>
    public static void Remove(string path, bool isDurable = true)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
                if (isDurable)
                {
                    DiskSync.Directory(DirectoryOf(path));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException($"Could not remove {path}: {e.Message}", e);
        }
    }

    /// <summary>Removes the temporary files that killed processes left beside a file. Only for who alone may write it.</summary>
    public static void RemoveLeftovers(string path)
    {
        var directory = DirectoryOf(path);
        if (!Directory.Exists(directory))
        {
            return;
        }

        var pattern = $".{Path.GetFileName(path)}.*{TemporarySuffix}";
        foreach (var left in Directory.EnumerateFiles(directory, pattern))
        {
            Discard(left);
        }
    }

    /// <summary>Makes everything written to a stream durable.</summary>
    public void Sync(Stream stream, string path)
    {
        before?.Invoke($"sync {path}");
        if (stream is FileStream file)
        {
            DiskSync.File(file.SafeFileHandle, path);
        }
        else
        {
            stream.Flush();
        }
    }

    /// <summary>The failure to write a file, in words.</summary>
    public static InfraException Failure(string path, Exception cause) =>
        new(
            $"Could not write {path}: {cause.Message} What was saved there before is untouched; make room or give access, and run again.",
            cause
        );

    private static InfraException Unsure(string path, Exception cause) =>
        new(
            $"{path} was written, but may be lost in a power cut: {cause.Message} Check the disk, and run again.",
            cause
        );

    private void SyncDirectory(string directory)
    {
        before?.Invoke($"sync {directory}");
        DiskSync.Directory(directory);
    }

    private static string DirectoryOf(string path) =>
        Path.GetDirectoryName(path)
        ?? throw new ArgumentException($"'{path}' does not name a file.", nameof(path));

    private static string TemporaryName(string path) =>
        Path.Combine(
            DirectoryOf(path),
            $".{Path.GetFileName(path)}.{Guid.NewGuid():N}{TemporarySuffix}"
        );

    private void KeepWhatWasThere(string path, string temporary, bool keepBackup)
    {
        if (!isPrivate && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
        }

        if (keepBackup)
        {
            Backup(path);
        }
    }

    private void Backup(string path)
    {
        var temporary = TemporaryName(path);
        try
        {
            before?.Invoke($"copy {path}");
            using (var source = File.OpenRead(path))
            using (var copy = _open(temporary, FileMode.CreateNew))
            {
                source.CopyTo(copy);
                Sync(copy, temporary);
            }

            before?.Invoke($"rename {path}.bak");
            File.Move(temporary, $"{path}.bak", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The user must hear of the failure to write; a left-over temporary file is only untidy.
        }
    }

    private static FileStream OpenShared(string path, FileMode mode) =>
        new(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
}
