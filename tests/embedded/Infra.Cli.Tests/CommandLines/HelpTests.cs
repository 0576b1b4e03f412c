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

    [Test]
    public async Task Placeholders_are_names_whatever_is_in_the_state()
    {
        using var cli = await CliHarness.WithStackAsync();
        await cli.RunAsync("up", "-f");

        Assert.That(
            (await cli.RunAsync("state", "delete", "--help")).Output,
            Does.Contain("<urn>")
        );
        Assert.That((await cli.RunAsync("cancel", "--help")).Output, Does.Not.Contain("<dev>"));
    }

    [Test]
    public async Task A_command_that_only_the_Pulumi_CLI_has_says_so_in_its_help() =>
        Assert.That(
            (await _cli.RunAsync("state", "promote", "--help")).Output,
            Does.Contain("'infra state promote' is not part of the embedded engine")
        );
}
