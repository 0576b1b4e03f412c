namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>A directory of one test, gone with it.</summary>
internal sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nixhost-test-").FullName;

    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a file and makes its directories.</summary>
    public string Write(string name, string text = "")
    {
        var path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Link(string name, string target)
    {
        var path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
        return path;
    }

    public string Make(string name) => Directory.CreateDirectory(At(name)).FullName;

    public void Dispose()
    {
        MakeWritable(new DirectoryInfo(Path));
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Nix makes stored files read-only, so the right to write is restored first.</summary>
    private static void MakeWritable(DirectoryInfo directory)
    {
        directory.UnixFileMode |=
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var child in directory.EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                MakeWritable(child);
            }
        }
    }
}
