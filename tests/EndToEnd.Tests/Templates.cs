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
    public async Task The_program_with_a_guest_compiles_under_its_new_name()
    {
        await RunAsync("new", "nixhost-csharp", "-y", "-g", "-n", "rose");

        var build = await Cli.Wrap("dotnet")
            .WithArguments(["build", "rose.csproj", "-nologo"])
            .WithWorkingDirectory(_directory.FullName)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancellation);

        Assert.That(build.ExitCode, Is.Zero, build.StandardOutput);
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
