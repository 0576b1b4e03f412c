using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class NixEvaluatorTests
{
    private const string Answer = """{"drv":"/s/x.drv","out":"/s/x","name":"x","file":"a.img"}""";
    private FakeTools _tools;
    private NixEvaluator _evaluator;

    [SetUp]
    public void SetUp()
    {
        _tools = new();
        _tools.Directory.Write("vm.nix");
        _evaluator = new(new NixTools(_tools.Shell(), new HostOptions(), ScaledTime.Fast), "/sdk");
    }

    [TearDown]
    public void TearDown()
    {
        _evaluator.Dispose();
        _tools.Dispose();
    }

    [Test]
    public async Task The_facts_of_the_derivation_are_read()
    {
        _tools.Add("nix-instantiate", $"echo '{Answer}'");

        Assert.That(
            await EvaluateAsync(Expression()),
            Is.EqualTo(new NixEvaluation("/s/x.drv", "/s/x", "x", "a.img"))
        );
    }

    [Test]
    public async Task What_hinders_a_switch_is_read()
    {
        const string Inhibitors = """{"dbus-implementation":"broker"}""";
        _tools.Add(
            "nix-instantiate",
            $"echo '{Answer.Replace("}", $",\"inhibitors\":{Inhibitors}}}", StringComparison.Ordinal)}'"
        );

        Assert.That((await EvaluateAsync(Expression())).SwitchInhibitors, Is.EqualTo(Inhibitors));
    }

    [Test]
    public async Task Equal_expressions_run_one_evaluation_and_others_their_own()
    {
        _tools.Add("nix-instantiate", $"echo \"$*\" >>$HERE/runs; echo '{Answer}'");

        await Task.WhenAll(EvaluateAsync(Expression()), EvaluateAsync(Expression()));
        await EvaluateAsync(Expression() with { Attribute = "other" });

        var runs = await File.ReadAllLinesAsync(_tools.Directory.At("runs"));
        Assert.That(runs, Has.Length.EqualTo(2));
        Assert.That(runs[0], Does.StartWith("--eval --strict --json /sdk/image.nix"));
        Assert.That(runs[0], Does.Not.Contain("--read-write-mode"));
    }

    [Test]
    public async Task A_failure_is_evaluated_anew_the_next_time()
    {
        _tools.Add(
            "nix-instantiate",
            $"if [ -e $HERE/mended ]; then echo '{Answer}'; else echo 'error: at /a.nix:1:2' >&2; exit 1; fi"
        );

        var failure = await Expect.FailureAsync(
            "nix-evaluation",
            () => EvaluateAsync(Expression())
        );
        Assert.That(failure.Message, Does.Contain("vm.nix").And.Contain("at /a.nix:1:2"));

        _tools.Directory.Write("mended");
        Assert.That((await EvaluateAsync(Expression())).Name, Is.EqualTo("x"));
    }

    [Test]
    public async Task An_expression_that_builds_while_it_is_evaluated_is_tried_in_write_mode()
    {
        _tools.Add(
            "nix-instantiate",
            $"""
            case "$*" in
              *--read-write-mode*) echo '{Answer}' ;;
              *) echo "error: path '/s/y.drv' is not valid" >&2; exit 1 ;;
            esac
            """
        );

        Assert.That((await EvaluateAsync(Expression())).Name, Is.EqualTo("x"));
    }

    [Test]
    public async Task A_flake_needs_a_Nix_that_knows_flakes()
    {
        _tools.Add("nix", "echo 'nix (Nix) 2.3.16'");

        var failure = await Expect.FailureAsync(
            "nix-too-old",
            () => EvaluateAsync(new() { Kind = NixImageKind.Flake, Source = "github:a/b" })
        );

        Assert.That(failure.Message, Does.Contain("2.3.16").And.Contain("2.4"));
    }

    [Test]
    public async Task A_flake_is_read_like_any_other_source_where_flakes_are_switched_off()
    {
        _tools.Add("nix", "echo 'nix (Nix) 2.8.0'");
        _tools.Add("nix-instantiate", $"echo \"$*\" >$HERE/runs; echo '{Answer}'");

        await EvaluateAsync(
            new()
            {
                Kind = NixImageKind.Flake,
                Source = "github:a/b",
                Attribute = "base",
                Nixpkgs = "github:NixOS/nixpkgs",
            }
        );

        Assert.That(
            await File.ReadAllTextAsync(_tools.Directory.At("runs")),
            Does.Contain("--argstr kind flake --argstr source github:a/b --argstr attr base")
                .And.Contain("--option extra-experimental-features flakes")
                .And.Contain("-I nixpkgs=flake:github:NixOS/nixpkgs")
        );
    }

    [TestCase("error: SQLite database '/nix/var/nix/db/db.sqlite' is busy")]
    [TestCase("error: '/nix/var/nix/db/schema' is corrupt")]
    [TestCase(
        "error: creating symlink from '/nix/var/nix/gcroots/profiles' to '/nix/var/nix/profiles': File exists"
    )]
    public async Task A_command_that_met_another_one_in_the_store_runs_again(string error)
    {
        _tools.Add(
            "nix-instantiate",
            $"if [ -e $HERE/met ]; then echo '{Answer}'; else : >$HERE/met; echo \"{error}\" >&2; exit 1; fi"
        );

        var evaluation = await EvaluateAsync(Expression());

        Assert.That(evaluation.Name, Is.EqualTo("x"));
    }

    [Test]
    public async Task One_that_meets_others_for_ever_ends_with_that()
    {
        _tools.Add(
            "nix-instantiate",
            "echo run >>$HERE/runs; echo \"error: SQLite database '/d' is busy\" >&2; exit 1"
        );

        var failure = await Expect.FailureAsync(
            "nix-evaluation",
            () => EvaluateAsync(Expression())
        );

        Assert.That(failure.Message, Does.EndWith(":\nerror: SQLite database '/d' is busy"));
        Assert.That(
            await File.ReadAllLinesAsync(_tools.Directory.At("runs")),
            Has.Length.EqualTo(11)
        );
    }

    [TestCase(NixImageKind.Configuration)]
    [TestCase(NixImageKind.Expression)]
    public async Task A_source_that_does_not_exist_is_told_before_Nix_runs(NixImageKind kind)
    {
        var source = _tools.Directory.At("none.nix");

        var failure = await Expect.FailureAsync(
            "path-missing",
            () => EvaluateAsync(new() { Kind = kind, Source = source })
        );

        Assert.That(failure.Message, Does.Contain($"'{source}' does not exist"));
    }

    [Test]
    public async Task A_directory_stands_for_its_default_file()
    {
        _tools.Directory.Write("configuration.nix");
        _tools.Add("nix-instantiate", $"echo \"$*\" >$HERE/runs; echo '{Answer}'");

        await EvaluateAsync(
            new() { Kind = NixImageKind.Configuration, Source = _tools.Directory.Path }
        );

        Assert.That(
            await File.ReadAllTextAsync(_tools.Directory.At("runs")),
            Does.Contain($"--argstr source {_tools.Directory.At("configuration.nix")}")
        );
    }

    private NixImageExpression Expression() =>
        new() { Kind = NixImageKind.Expression, Source = _tools.Directory.At("vm.nix") };

    private Task<NixEvaluation> EvaluateAsync(NixImageExpression expression) =>
        _evaluator.EvaluateAsync(expression, write: false, CancellationToken.None);
}
