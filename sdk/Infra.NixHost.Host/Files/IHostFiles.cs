namespace Infra.NixHost.Hosts.Files;

/// <summary>
/// The files of one host. It is the only way to them: to disks and records, to garbage collector roots, and to what the kernel tells in its own
/// file systems. What is asked of many paths is one question, because a host may be a network away. Paths are absolute.
/// </summary>
/// <remarks>
/// A call blocks until the host has answered. Failures are those of .NET's own file functions: <see cref="IOException"/> and
/// <see cref="UnauthorizedAccessException"/>.
/// </remarks>
public interface IHostFiles
{
    /// <summary>The facts of each path, through links; of a link that leads nowhere its own, and <c>null</c> where there is nothing.</summary>
    IReadOnlyList<FileStat?> Stat(IReadOnlyList<string> paths);

    /// <summary>The facts of each path itself, of a link its own; <c>null</c> where there is nothing.</summary>
    IReadOnlyList<FileStat?> StatLinks(IReadOnlyList<string> paths);

    /// <summary>
    /// The path of the file that each path leads to, as in realpath(3). Where there is no such file, links are followed as far as they lead.
    /// </summary>
    IReadOnlyList<string> RealPaths(IReadOnlyList<string> paths);

    /// <summary>The target of each path that is a link, as the link says it; <c>null</c> for anything else.</summary>
    IReadOnlyList<string?> ReadLinks(IReadOnlyList<string> paths);

    /// <summary>Reads the same part of each file. A path that cannot be read has its own failure and spoils no other.</summary>
    IReadOnlyList<FileContent> Read(IReadOnlyList<string> paths, FilePart part);

    /// <summary>The names in a directory in the order of their bytes; none where there is no such directory.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Opens a file to be read as a stream, also while somebody writes to it.</summary>
    Stream OpenRead(string path);

    /// <summary>
    /// Creates a file with this content, which is on the disk afterwards. One that is there is a failure, and a link is not followed. A
    /// failure may leave a part of the file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content, to the end of the stream.</param>
    /// <param name="mode">Its rights, of which the umask takes away.</param>
    void Create(string path, Stream content, UnixFileMode mode);

    /// <summary>Replaces a file atomically. Its rights are exactly those given. Afterwards a power cut does not bring the former file back.</summary>
    void Replace(string path, string text, UnixFileMode mode);

    /// <summary>
    /// Holds a file that only its owner may read, so that nobody else holds it before it is disposed of; <c>null</c> while somebody else does.
    /// The file is gone afterwards, and that of a killed process holds nothing.
    /// </summary>
    IDisposable? Hold(string path);

    /// <summary>Adds text to a file, which then has exactly the rights given. Afterwards a power cut does not take the text away.</summary>
    void Append(string path, string text, UnixFileMode mode);

    /// <summary>Gives a file another path in the same file system, in place of what is there.</summary>
    void Move(string from, string to);

    /// <summary>Deletes files and links; does nothing for those that are gone.</summary>
    void Delete(IReadOnlyList<string> paths);

    /// <summary>Makes a directory and its missing parents.</summary>
    void MakeDirectory(string path, DirectoryRights rights);

    /// <summary>Deletes a directory with everything below it; does nothing when it is gone.</summary>
    void DeleteDirectory(string path);

    /// <summary>The space of the file system of a directory, which need not exist yet.</summary>
    FileSystemSpace SpaceOf(string directory);

    /// <summary>Whether this user may write into a directory. A missing one will be made, so its nearest existing parent decides.</summary>
    bool MayWriteInto(string directory);
}
