using Infra.Cli.Tests.Snapshots;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>The commands about configuration.</summary>
internal sealed class ConfigTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task Values_are_listed_without_their_secrets()
    {
        await _cli.RunAsync("stack", "init", "prod");
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("config", "set", "--secret", "token", "hunter2");
        await _cli.RunAsync("config", "set", "--path", "disks[0].size", "10");

        string[][] commands =
        [
            ["config"],
            ["config", "--json"],
            ["config", "--show-secrets"],
            ["config", "get", "token"],
        ];
        var results = new List<string>();
        foreach (var command in commands)
        {
            results.Add($"$ {string.Join(' ', command)}\n{await _cli.RunAsync(command)}");
        }

        Snapshot.Verify(string.Join('\n', results));
        Assert.That(
            await File.ReadAllTextAsync(_cli.PathOf("Pulumi.prod.yaml")),
            Does.Not.Contain("hunter2")
        );
    }

    [Test]
    public async Task The_automation_api_gives_the_value_behind_a_double_dash()
    {
        await _cli.RunAsync(
            "config",
            "set",
            "size",
            "--stack",
            "dev",
            "--plaintext",
            "--non-interactive",
            "--",
            "-3"
        );

        Assert.That((await _cli.RunAsync("config", "get", "size")).Output, Is.EqualTo("-3\n"));
    }

    [Test]
    public async Task A_value_is_read_from_the_input_when_it_is_not_given()
    {
        await _cli.RunWithInputAsync("from the pipe\n", "config", "set", "text");

        Assert.That(
            (await _cli.RunAsync("config", "get", "text")).Output,
            Is.EqualTo("from the pipe\n")
        );
    }

    [Test]
    public async Task What_looks_like_a_secret_is_not_kept_in_clear_by_accident()
    {
        var refused = await _cli.RunAsync("config", "set", "apiToken", "x8Kq2LmZ91bVtR4w");
        var insisted = await _cli.RunAsync(
            "config",
            "set",
            "apiToken",
            "x8Kq2LmZ91bVtR4w",
            "--plaintext"
        );

        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(refused.Error, Does.Contain("looks like a secret"));
            Assert.That(insisted.ExitCode, Is.EqualTo(ExitCode.Success));
        });
    }

    [Test]
    public async Task A_removed_value_is_not_found()
    {
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("config", "rm", "size");

        var result = await _cli.RunAsync("config", "get", "size");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(
                result.Error,
                Does.Contain("configuration key 'size' not found for stack 'dev'")
            );
        });
    }
}
