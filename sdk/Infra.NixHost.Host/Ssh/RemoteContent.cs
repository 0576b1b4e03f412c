using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Reads the answer of <see cref="FileScripts.Read"/> for one path.</summary>
internal static class RemoteContent
{
    public static FileContent Parse(string line, string path, FilePart part)
    {
        if (line.Length == 0)
        {
            return FileContent.None;
        }

        if (line.IndexOf(" -", StringComparison.Ordinal) is var failure and >= 0)
        {
            var said = RemoteFailure.Of(line[(failure + 2)..].Trim(), path);
            return said is FileNotFoundException ? FileContent.None : FileContent.Failed(said);
        }

        var bytes = Convert.FromBase64String(line[1..]);
        return part.IsWhole && bytes.Length > part.Most
            ? FileContent.Failed(
                new IOException($"The file '{path}' has more than {part.Most} bytes.")
            )
            : FileContent.Of(bytes);
    }
}
