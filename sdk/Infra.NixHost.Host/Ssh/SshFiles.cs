using System.Globalization;
using System.Text;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// The files of a host over its connection, by its POSIX shell and GNU coreutils. Content travels on standard input and output and never in an
/// argument. A text that a lost connection has cut is not kept.
/// </summary>
/// <param name="connection">The connection to the host.</param>
/// <param name="timeout">How long a question may take.</param>
internal sealed class SshFiles(SshConnection connection, TimeSpan timeout) : IHostFiles, IDisposable
{
    /// <summary>A host permits ten sessions on a connection, and commands take some.</summary>
    private const int Workers = 3;

    private readonly SshFileCalls _calls = new(connection, Workers, timeout);
    private readonly SshHolds _holds = new(connection);
    private readonly SshShell _reading = new(connection, places: 1);

    /// <inheritdoc/>
    public IReadOnlyList<FileStat?> Stat(IReadOnlyList<string> paths) =>
        [.. _calls.AskEach(FileScripts.Stat, paths, '\n').Select(RemoteStat.Parse)];

    /// <inheritdoc/>
    public IReadOnlyList<FileStat?> StatLinks(IReadOnlyList<string> paths) =>
        [.. _calls.AskEach(FileScripts.StatLinks, paths, '\n').Select(RemoteStat.Parse)];

    /// <inheritdoc/>
    public IReadOnlyList<string> RealPaths(IReadOnlyList<string> paths) =>
        [.. _calls.AskEach(FileScripts.RealPaths, paths, '\0')];

    /// <inheritdoc/>
    public IReadOnlyList<string?> ReadLinks(IReadOnlyList<string> paths) =>
        [
            .. _calls
                .AskEach(FileScripts.ReadLinks, paths, '\0')
                .Select(target => target.Length == 0 ? null : target),
        ];

    /// <inheritdoc/>
    public IReadOnlyList<FileContent> Read(IReadOnlyList<string> paths, FilePart part)
    {
        var bytes = (part.IsWhole ? part.Most + 1 : part.Most).ToString(
            CultureInfo.InvariantCulture
        );
        string[] options = [part.IsEnd ? "tail" : "head", bytes];
        return
        [
            .. _calls
                .AskEach(FileScripts.Read, paths, '\n', options)
                .Zip(paths)
                .Select(answer => RemoteContent.Parse(answer.First, answer.Second, part)),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) =>
        [
            .. _calls
                .Ask(FileScripts.List, [directory])
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal),
        ];

    /// <inheritdoc/>
    public Stream OpenRead(string path)
    {
        // A file that cannot be opened fails here and not at the first byte, as on this machine.
        _calls.Ask(FileScripts.Open, [path]);
        return new RemoteReading(_reading, path);
    }

    /// <inheritdoc/>
    public void Create(string path, Stream content, UnixFileMode mode)
    {
        // The host gets the length first, so that it knows the end of the content from that of the connection.
        using var all = new MemoryStream();
        content.CopyTo(all);
        all.Position = 0;
        _calls.Send(FileScripts.Create, [path, Octal(mode), $"{all.Length}"], all);
    }

    /// <inheritdoc/>
    public void Replace(string path, string text, UnixFileMode mode) =>
        Send(FileScripts.Replace, path, text, mode);

    /// <inheritdoc/>
    public IDisposable? Hold(string path) => _holds.Hold(path);

    /// <inheritdoc/>
    public void Append(string path, string text, UnixFileMode mode) =>
        Send(FileScripts.Append, path, text, mode);

    /// <inheritdoc/>
    public void Move(string from, string to) => _calls.Ask(FileScripts.Move, [from, to]);

    /// <inheritdoc/>
    public void Delete(IReadOnlyList<string> paths) =>
        _calls.AskEach(FileScripts.Delete, paths, '\n');

    /// <inheritdoc/>
    public void MakeDirectory(string path, DirectoryRights rights) =>
        _calls.Ask(FileScripts.MakeDirectory, [path, $"{rights}"]);

    /// <inheritdoc/>
    public void DeleteDirectory(string path) => _calls.Ask(FileScripts.DeleteDirectory, [path]);

    /// <inheritdoc/>
    public FileSystemSpace SpaceOf(string directory) =>
        RemoteStat.ParseSpace(_calls.Ask(FileScripts.SpaceOf, [directory]));

    /// <inheritdoc/>
    public bool MayWriteInto(string directory) =>
        _calls.Ask(FileScripts.MayWriteInto, [directory]).Trim() == "yes";

    public void Dispose()
    {
        _calls.Dispose();
        _holds.Dispose();
    }

    private void Send(string script, string path, string text, UnixFileMode mode)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var content = new MemoryStream(bytes);
        _calls.Send(
            script,
            [
                path,
                Octal(mode),
                bytes.Length.ToString(CultureInfo.InvariantCulture),
                $"{Guid.NewGuid():N}",
            ],
            content
        );
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
