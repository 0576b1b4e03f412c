using Infra.Protocol;

namespace Infra.Engine.State.Files;

/// <summary>Writes files so that a kill or a power cut leaves either the old content or the new one.</summary>
/// <param name="open">Opens a file for writing; tests give streams that fail.</param>
/// <param name="before">Told of every step on disk before it is taken; tests end there as a kill does.</param>
internal sealed class DurableFiles(
    Func<string, FileMode, Stream>? open = null,
    Action<string>? before = null
)
{
    private const string TemporarySuffix = ".tmp";
    private readonly Func<string, FileMode, Stream> _open = open ?? Open;

    /// <summary>Replaces a file's content: temporary file, flush, rename, flush of the directory.</summary>
    /// <param name="path">The file; its directory is made when missing.</param>
    /// <param name="content">All of the new content.</param>
    /// <param name="keepBackup">Whether what was there stays as <c>PATH.bak</c>.</param>
    /// <exception cref="InfraException">It could not be written; what was there is untouched.</exception>
    public void Replace(string path, ReadOnlySpan<byte> content, bool keepBackup = false)
    {
        var directory = Path.GetDirectoryName(path)!;
        var temporary = TemporaryName(path);
        try
        {
            Directory.CreateDirectory(directory);
            before?.Invoke($"create {temporary}");
            using (var stream = _open(temporary, FileMode.CreateNew))
            {
                before?.Invoke($"write {temporary}");
                stream.Write(content);
                before?.Invoke($"flush {temporary}");
                Flush(stream);
            }

            if (keepBackup && File.Exists(path))
            {
                Backup(path);
            }

            before?.Invoke($"rename {path}");
            File.Move(temporary, path, overwrite: true);
            before?.Invoke($"flush {directory}");
            DirectoryFlush.Flush(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw Failure(path, e);
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
                DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException($"Could not rename {path}: {e.Message}", e);
        }
    }

    /// <summary>Opens a file to append to, made when missing.</summary>
    public Stream Append(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var stream = _open(path, FileMode.Append);
            DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Cuts a file that is there and goes on writing where it was cut.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How much of it stays.</param>
    /// <param name="content">What follows.</param>
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
            before?.Invoke($"flush {path}");
            Flush(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
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

    /// <summary>Removes a file, if it is there, for good.</summary>
    public static void Remove(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
                DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
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
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (
            var left in Directory.EnumerateFiles(
                directory,
                $".{Path.GetFileName(path)}.*{TemporarySuffix}"
            )
        )
        {
            Discard(left);
        }
    }

    /// <summary>Lets everything written to a stream reach the disk.</summary>
    public static void Flush(Stream stream)
    {
        if (stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
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

    private static string TemporaryName(string path) =>
        Path.Combine(
            Path.GetDirectoryName(path)!,
            $".{Path.GetFileName(path)}.{Guid.NewGuid():N}{TemporarySuffix}"
        );

    private void Backup(string path)
    {
        var temporary = TemporaryName(path);
        try
        {
            before?.Invoke($"copy {path}");
            File.Copy(path, temporary);
            before?.Invoke($"rename {path}.bak");
            File.Move(temporary, $"{path}.bak", overwrite: true);
        }
        catch (IOException)
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
            // The failure to write is what the user must hear of; a left-over temporary file is only untidy.
        }
    }

    private static FileStream Open(string path, FileMode mode) =>
        new(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
}
