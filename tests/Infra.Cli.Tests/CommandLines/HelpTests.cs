using Infra.Cli.Tests.Snapshots;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>The help texts as a user reads them.</summary>
internal sealed class HelpTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public void MakeDirectory() => _cli = new();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task The_overview_lists_the_commands() =>
        Snapshot.Verify((await _cli.RunAsync("--help")).ToString());

    [Test]
    public async Task Up_lists_its_options() =>
        Snapshot.Verify((await _cli.RunAsync("up", "--help")).ToString());

    [Test]
    public async Task Stack_lists_its_commands() =>
        Snapshot.Verify((await _cli.RunAsync("stack", "-h")).ToString());
}
