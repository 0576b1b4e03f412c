using System.Collections.Immutable;
using Infra.Cli.Tests.Snapshots;
using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>preview, up, refresh and destroy from the command line to the exit code.</summary>
internal sealed class OperationTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_preview_shows_the_plan_and_writes_nothing()
    {
        var before = Files();

        var result = await _cli.RunAsync("preview");

        Snapshot.Verify(result.ToString());
        Assert.That(Files(), Is.EqualTo(before));
    }

    [Test]
    public async Task Up_previews_and_then_applies()
    {
        var result = await _cli.RunAsync("up", "--yes", "-m", "first");

        Snapshot.Verify(result.ToString());
        Assert.Multiple(async () =>
        {
            Assert.That(
                _cli.Engine.Requests.Select(r => r.Options.IsPreview),
                Is.EqualTo((bool[])[true, false])
            );
            Assert.That(
                (await _cli.RunAsync("stack", "history")).Output,
                Does.Contain("update succeeded").And.Contain("first")
            );
        });
    }

    [Test]
    public async Task Skipping_the_preview_means_yes()
    {
        var result = await _cli.RunAsync("up", "-f");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success));
            Assert.That(
                _cli.Engine.Requests.Select(r => r.Options.IsPreview),
                Is.EqualTo((bool[])[false])
            );
        });
    }

    [TestCase("urn:pulumi:dev::web::test:index:Guest::new", true)]
    [TestCase("urn:pulumi:dev::web::test:index:Guest::*", false)]
    [TestCase("urn:pulumi:dev::web::pulumi:pulumi:Stack::web-dev", false)]
    public async Task An_exclusion_that_only_the_program_may_know_is_previewed_whatever_the_options(
        string urn,
        bool isPreviewed
    )
    {
        await _cli.RunAsync("up", "-f");

        await _cli.RunAsync("up", "-f", "--exclude", urn);

        Assert.That(
            _cli.Engine.Requests.Skip(1).Select(r => r.Options.IsPreview),
            Is.EqualTo(isPreviewed ? (bool[])[true, false] : [false])
        );
    }

    [TestCase("up")]
    [TestCase("destroy")]
    [TestCase("refresh")]
    public async Task Without_a_terminal_a_confirmation_is_needed(string command)
    {
        var result = await _cli.RunAsync(command);

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(result.Error, Does.Contain("--yes").And.Contain("--skip-preview"));
            Assert.That(_cli.Engine.Requests, Is.Empty);
        });
    }

    [TestCase("\n", ExitCode.Failure, 1)]
    [TestCase("no\n", ExitCode.Failure, 1)]
    [TestCase("maybe\nyes\n", ExitCode.Success, 2)]
    [TestCase("details\nyes\n", ExitCode.Success, 2)]
    public async Task On_a_terminal_the_user_is_asked_and_the_default_is_no(
        string answers,
        ExitCode expected,
        int runs
    )
    {
        _cli.IsTerminal = true;

        var result = await _cli.RunWithInputAsync(answers, "up");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(expected));
            Assert.That(
                result.Output,
                Does.Contain("Do you want to perform this update? [yes/no/details] (no)")
            );
            Assert.That(_cli.Engine.Requests, Has.Count.EqualTo(runs));
        });
    }

    [Test]
    public async Task The_question_names_the_guests_that_restart()
    {
        await _cli.RunAsync("up", "-f");
        _cli.IsTerminal = true;
        _cli.Engine.Changed = ImmutableSortedDictionary<string, PropertyDiff>
            .Empty.Add("disks", new(PropertyDiffKind.Update, true) { Impact = "live" })
            .Add("memory", new(PropertyDiffKind.Update, true) { Impact = "restart" });

        var result = await _cli.RunWithInputAsync("no\n", "up");

        Assert.That(
            result.Output,
            Does.Contain("1 to update, 1 of them restarts")
                .And.Contain("update (restarts)")
                .And.Match(
                    "This restarts 1 guest: [a-z]+\\. Perform this update\\? \\[yes/no/details\\]"
                )
        );
    }

    [Test]
    public async Task Details_show_the_differences_of_properties()
    {
        _cli.IsTerminal = true;

        var result = await _cli.RunWithInputAsync("details\nno\n", "up");

        Assert.That(result.Output, Does.Contain("+ test:index:Guest: (create)\n"));
    }

    [Test]
    public async Task Details_of_a_run_without_differences_say_so()
    {
        await _cli.RunAsync("up", "-f");
        _cli.IsTerminal = true;

        var result = await _cli.RunWithInputAsync("details\nno\n", "refresh");

        Assert.That(result.Output, Does.Contain("There are no differences.\n"));
    }

    [Test]
    public async Task A_failed_run_is_a_failure_and_is_recorded_as_one()
    {
        _cli.Engine.Failure = "the program is wrong";

        var result = await _cli.RunAsync("up", "-f");

        Assert.Multiple(async () =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(result.Output, Does.Contain("error: the program is wrong"));
            Assert.That(
                (await _cli.RunAsync("stack", "history")).Output,
                Does.Contain("update failed")
            );
        });
    }

    [Test]
    public async Task Unexpected_changes_have_an_exit_code_of_their_own()
    {
        var proposed = await _cli.RunAsync("preview", "--expect-no-changes");
        var made = await _cli.RunAsync("up", "--yes", "--expect-no-changes");
        var none = await _cli.RunAsync("up", "--yes", "--expect-no-changes");

        Assert.Multiple(() =>
        {
            Assert.That(proposed.ExitCode, Is.EqualTo(ExitCode.UnexpectedChanges));
            Assert.That(
                proposed.Error,
                Does.Contain("no changes were expected but 2 changes were proposed")
            );
            Assert.That(made.ExitCode, Is.EqualTo(ExitCode.UnexpectedChanges));
            Assert.That(
                made.Error,
                Does.Contain("no changes were expected but 2 changes were made")
            );
            Assert.That(none.ExitCode, Is.EqualTo(ExitCode.Success));
        });
    }

    [Test]
    public async Task A_second_preview_finds_nothing_to_do()
    {
        await _cli.RunAsync("up", "--yes");

        var result = await _cli.RunAsync("preview", "--expect-no-changes");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
    }

    [Test]
    public async Task Destroy_deletes_everything_and_says_what_is_left()
    {
        await _cli.RunAsync("up", "--yes");

        var result = await _cli.RunAsync("destroy", "--yes");

        Snapshot.Verify(result.ToString());
        Assert.That(_cli.Engine.Requests[^1].Kind, Is.EqualTo(DeploymentKind.Destroy));
    }

    [Test]
    public async Task Destroy_can_remove_the_stack_as_well()
    {
        await _cli.RunAsync("up", "--yes");

        var result = await _cli.RunAsync("destroy", "--yes", "--remove");

        Assert.Multiple(async () =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(result.Output, Does.Contain("Stack 'dev' has been removed!"));
            Assert.That(
                (await _cli.RunAsync("stack", "ls")).Output,
                Does.Contain("There are no stacks.")
            );
        });
    }

    [Test]
    public async Task A_locked_stack_is_refused_with_the_owner()
    {
        var lockDirectory = _cli.PathOf(".pulumi", "locks", "organization", "web", "dev");
        Directory.CreateDirectory(lockDirectory);
        await File.WriteAllTextAsync(
            Path.Combine(lockDirectory, "other.json"),
            """{"pid":1,"username":"somebody","hostname":"elsewhere","timestamp":"2026-01-01T00:00:00Z"}"""
        );

        var result = await _cli.RunAsync("up", "--yes");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(
                result.Error,
                Does.Contain("the stack is currently locked by").And.Contain("somebody@elsewhere")
            );
            Assert.That(_cli.Engine.Requests, Is.Empty);
        });
    }

    [Test]
    public async Task A_bug_keeps_its_stack_and_says_that_it_is_one()
    {
        _cli.Engine.Meanwhile = _ => throw new InvalidOperationException("boom");

        var result = await _cli.RunAsync("up", "-f");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Internal));
            Assert.That(
                result.Error,
                Does.Contain("this is a bug in infra")
                    .And.Contain("boom")
                    .And.Contain(nameof(FakeEngine))
            );
        });
    }

    private List<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(_cli.Directory, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O}"),
        ];
}
