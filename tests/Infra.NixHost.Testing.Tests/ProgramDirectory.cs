namespace Infra.NixHost.Testing.Tests;

/// <summary>A program's directory with an image's expression and a system's configuration.</summary>
internal sealed class ProgramDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory(
        "nixhost-program-"
    );

    public ProgramDirectory()
    {
        Write("a.nix", "{ }");
        Write("guest/default.nix", "{ }");
        Write("guests/hosts/web/default.nix", "{ }");
    }

    public string Path => _directory.FullName;

    public NixHostTestOptions Options(TestHost host) => new() { Host = host, Directory = Path };

    public void Write(string path, string text)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
