using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Files;

/// <summary>The files of this machine.</summary>
public sealed partial class LocalFiles : IHostFiles
{
    private const int Write = 2;

    private readonly DiskSync _sync;

    /// <summary>Opens the files of this machine.</summary>
    public LocalFiles()
        : this(new()) { }

    internal LocalFiles(DiskSync sync) => _sync = sync;

    /// <inheritdoc/>
    public IReadOnlyList<FileStat?> Stat(IReadOnlyList<string> paths) =>
        [.. paths.Select(Statx.Read)];

    /// <inheritdoc/>
    public IReadOnlyList<FileStat?> StatLinks(IReadOnlyList<string> paths) =>
        [.. paths.Select(Statx.ReadLink)];

    /// <inheritdoc/>
    public IReadOnlyList<string> RealPaths(IReadOnlyList<string> paths) =>
        [.. paths.Select(RealPath.Of)];

    /// <inheritdoc/>
    public IReadOnlyList<string?> ReadLinks(IReadOnlyList<string> paths) =>
        [.. paths.Select(path => new FileInfo(path).LinkTarget)];

    /// <inheritdoc/>
    public IReadOnlyList<FileContent> Read(IReadOnlyList<string> paths, FilePart part) =>
        [.. paths.Select(path => LocalReading.Read(path, part))];

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        try
        {
            return Directory.Exists(directory)
                ?
                [
                    .. new DirectoryInfo(directory)
                        .EnumerateFileSystemInfos()
                        .Select(entry => entry.Name)
                        .Order(StringComparer.Ordinal),
                ]
                : [];
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody removed it meanwhile.
            return [];
        }
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) => LocalReading.Open(path);

    /// <inheritdoc/>
    public void Create(string path, Stream content, UnixFileMode mode)
    {
        using var file = LocalFile.CreateNew(path, mode, _sync);
        content.CopyTo(file);
        file.Flush();
        _sync.DirectoryOf(path);
    }

    /// <inheritdoc/>
    public void Replace(string path, string text, UnixFileMode mode)
    {
        // Another process may replace the same file at this moment, and a reader must find the former text or the new one.
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = LocalFile.CreateNew(part, mode, _sync))
            {
                WriteText(file, text, mode);
            }

            File.Move(part, path, overwrite: true);
            _sync.DirectoryOf(path);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <inheritdoc/>
    public IDisposable? Hold(string path) => FileHold.Try(path);

    /// <inheritdoc/>
    public void Append(string path, string text, UnixFileMode mode)
    {
        using var file = new LocalFile(
            path,
            new()
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                UnixCreateMode = mode,
            },
            _sync
        );
        var isNew = file.Position == 0;
        WriteText(file, text, mode);
        if (isNew)
        {
            _sync.DirectoryOf(path);
        }
    }

    /// <inheritdoc/>
    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            DeleteOne(path);
        }
    }

    /// <inheritdoc/>
    public void MakeDirectory(string path, DirectoryRights rights) =>
        LocalDirectories.Make(path, rights);

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <inheritdoc/>
    public FileSystemSpace SpaceOf(string directory)
    {
        var there = LocalDirectories.NearestOf(directory);
        var drive = new DriveInfo(there);
        return new(Statx.Read(there)?.Device ?? 0, drive.TotalSize, drive.AvailableFreeSpace);
    }

    /// <inheritdoc/>
    public bool MayWriteInto(string directory) =>
        Access(LocalDirectories.NearestOf(directory), Write) == 0;

    /// <summary>Deletes a file or a link; does nothing when it is gone.</summary>
    internal static void DeleteOne(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Without its directory there is no such file either.
        }
    }

    /// <summary>Makes a directory for temporary files that only this user can enter.</summary>
    public static string MakeTemporary(string prefix) =>
        Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Writes a text that is on the disk afterwards, so that a power cut leaves no file without its text.</summary>
    private static void WriteText(LocalFile file, string text, UnixFileMode mode)
    {
        // A file of a former version may be readable by others, and the umask may have taken rights away.
        if (File.GetUnixFileMode(file.SafeFileHandle) != mode)
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }

        using var writer = new StreamWriter(file, leaveOpen: true);
        writer.Write(text);
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
