namespace Infra.Engine.Tests.State;

/// <summary>A directory of one test, removed afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory() =>
        FullPath = Directory.CreateTempSubdirectory("infra-state-").FullName;

    public string FullPath { get; }

    public string this[string relative] => Path.Combine(FullPath, relative);

    public string Write(string relative, string content)
    {
        var path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
