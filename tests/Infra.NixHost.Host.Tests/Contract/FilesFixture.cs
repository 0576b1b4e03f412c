using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Contract;

/// <summary>The files of one host for a fixture, and a directory of its own for each test.</summary>
internal abstract class FilesFixture(Reach reach)
{
    private ContractHost _host;
    private TestDirectory _directory;

    protected Reach Reach => reach;

    protected IHostFiles Files => _host.Files;

    protected TestDirectory Place => _directory;

    [OneTimeSetUp]
    public async Task OpenAsync() => _host = await ContractHost.OpenAsync(reach);

    [OneTimeTearDown]
    public void Close() => _host.Dispose();

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();
}
