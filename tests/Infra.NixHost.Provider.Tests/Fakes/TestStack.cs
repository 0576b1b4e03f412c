namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>A stack on a host in memory, in a directory of its own.</summary>
internal sealed class TestStack : HostStack, IDisposable
{
    private TestStack(FakeHost host, string directory)
        : base(host, directory) => Host = host;

    public TestStack()
        : this(System.IO.Directory.CreateTempSubdirectory("nixhost-test-").FullName) { }

    private TestStack(string directory)
        : this(new FakeHost(directory), directory) { }

    public FakeHost Host { get; }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
