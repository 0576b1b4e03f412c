using CliWrap;
using CliWrap.Buffered;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>Projects made by <c>new</c>, as their users get them.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class Templates
{
    private DirectoryInfo _directory = null!;

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("nixhost-new-");

    [TearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task The_minimal_program_runs_from_the_first_command_to_the_last()
    {
        await RunAsync("new", "csharp", "--yes", "--dir", "hello");
        var project = Path.Combine(_directory.FullName, "hello");
        await RunAsync("up", "--yes", "-C", project);
        var greeting = await RunAsync("stack", "output", "greeting", "-C", project);
        await RunAsync("preview", "--expect-no-changes", "-C", project);
        await RunAsync("destroy", "--yes", "--remove", "-C", project);

        Assert.That(greeting, Is.EqualTo("Hello from dev\n"));
    }

    [Test]
    public async Task The_program_with_a_guest_boots_it_under_the_projects_name_and_leaves_nothing_behind()
    {
        await using var lab = await LabHost.StartAsync();
        var stack = await Stack.NewAsync(lab, "nixhost-csharp", "rose");

        (await stack.UpAsync()).Succeeded();
        var address = await stack.OutputAsync("address");
        var domains = await lab.RunAsync("virsh", "-c", "qemu:///system", "list", "--name");
        (await lab.RunAsync("ping", "-c", "1", "-W", "5", address)).Succeeded();
        (await stack.UpAsync("--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();

        Assert.That(domains.Succeeded().Output.Trim(), Is.EqualTo("rose"));
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var result = await Cli.Wrap(Checkout.Cli)
            .WithArguments([.. arguments, "--non-interactive"])
            .WithWorkingDirectory(_directory.FullName)
            .WithEnvironmentVariables(variables =>
                variables
                    .Set("PULUMI_HOME", Path.Combine(_directory.FullName, "home"))
                    .Set("PULUMI_CONFIG_PASSPHRASE", "")
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancellation);
        Assert.That(result.ExitCode, Is.Zero, result.StandardOutput + result.StandardError);
        return result.StandardOutput;
    }
}
