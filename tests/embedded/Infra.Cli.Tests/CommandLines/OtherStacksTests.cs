using Infra.Engine.Backend;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>References to stacks that are not in the backend of the project.</summary>
internal sealed class OtherStacksTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_stack_in_the_usual_backend_is_told_with_both_backends()
    {
        // The stack of the set-up is in the home; this project keeps its state elsewhere.
        _cli.Variables["PULUMI_BACKEND_URL"] = $"file://{MakeDirectory("state")}";

        var message = await MessageAsync("organization/web/dev");

        Assert.That(
            message,
            Does.Contain($"organization/web/dev is not in file://{_cli.PathOf("state")}")
                .And.Contain("It is in file://~. Both projects need the same backend")
        );
    }

    [Test]
    public async Task A_mistyped_stack_gets_the_nearest_one()
    {
        Assert.That(
            await MessageAsync("organization/web/dve"),
            Does.Contain("Did you mean 'organization/web/dev'?")
        );
    }

    private string MakeDirectory(string name) =>
        Directory.CreateDirectory(_cli.PathOf(name)).FullName;

    /// <summary>The error of a program that refers to a stack.</summary>
    private async Task<string> MessageAsync(string name)
    {
        await _cli.RunAsync("stack", "init", "prod", "--secrets-provider", "b64");
        await _cli.RunAsync("preview", "--stack", "prod");
        var read = _cli.Engine.Requests[^1].ReadStackOutputsAsync;
        var thrown = await Assert.ThrowsAsync<StackNotFoundException>(() =>
            read(name, CancellationToken.None)
        );
        return thrown?.Message ?? "";
    }
}
