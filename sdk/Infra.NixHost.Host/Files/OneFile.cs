namespace Infra.NixHost.Hosts.Files;

/// <summary>The questions of <see cref="IHostFiles"/> about a single path.</summary>
public static class OneFile
{
    /// <summary>As many links as the kernel follows.</summary>
    private const int MostLinks = 40;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    extension(IHostFiles files)
    {
        /// <inheritdoc cref="IHostFiles.Stat"/>
        public FileStat? Stat(string path) => files.Stat([path])[0];

        /// <inheritdoc cref="IHostFiles.RealPaths"/>
        public string RealPath(string path) => files.RealPaths([path])[0];

        /// <inheritdoc cref="IHostFiles.ReadLinks"/>
        public string? ReadLink(string path) => files.ReadLinks([path])[0];

        /// <inheritdoc cref="IHostFiles.Read"/>
        public FileContent Read(string path, FilePart part) => files.Read([path], part)[0];

        /// <summary>Reads a small file as a whole.</summary>
        public FileContent Read(string path) => files.Read(path, FilePart.Whole);

        /// <summary>Whether there is something that is no directory, also a link that leads nowhere.</summary>
        public bool IsFile(string path) => files.Stat(path) is { IsDirectory: false };

        /// <summary>Whether there is a directory, also through links.</summary>
        public bool IsDirectory(string path) => files.Stat(path) is { IsDirectory: true };

        /// <summary>
        /// The end of each path's chain of links, which need not exist; <c>null</c> where the links lead in a circle. Directories above keep
        /// their names, unlike in <see cref="IHostFiles.RealPaths"/>.
        /// </summary>
        public IReadOnlyList<string?> EndsOf(IReadOnlyList<string> paths)
        {
            string?[] ends = [.. paths];
            var open = Enumerable.Range(0, ends.Length).ToList();
            for (var links = 0; open.Count > 0 && links <= MostLinks; links++)
            {
                var at = open.ConvertAll(i => ends[i] ?? "/");
                var targets = files.ReadLinks(at);
                open = [.. open.Where((i, n) => Step(i, at[n], targets[n]))];
            }

            open.ForEach(i => ends[i] = null);
            return ends;

            bool Step(int i, string from, string? target)
            {
                ends[i] = target is null
                    ? from
                    : Path.GetFullPath(target, PathText.DirectoryOf(from));
                return target is not null;
            }
        }

        /// <summary>The bytes that are free for this user in the file system of a directory, which need not exist yet.</summary>
        public long FreeBytes(string directory) => files.SpaceOf(directory).Free;

        /// <inheritdoc cref="IHostFiles.Delete"/>
        public void Delete(string path) => files.Delete([path]);

        /// <summary>Replaces a file atomically with one that only this user can read.</summary>
        public void ReplacePrivate(string path, string text) =>
            files.Replace(path, text, OwnerOnly);

        /// <summary>Adds text to a file that only this user can read, also when it was open before.</summary>
        public void AppendPrivate(string path, string text) => files.Append(path, text, OwnerOnly);

        /// <summary>Creates an empty file that only this user can read; one that is there is replaced.</summary>
        public void CreatePrivate(string path)
        {
            files.Delete(path);
            files.Create(path, Stream.Null, OwnerOnly);
        }
    }
}
